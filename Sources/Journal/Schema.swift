import GRDB

/// The tables, in the order in which they came; migrations are only ever added.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 events") { db in try db.execute(sql: events) }
        migrator.registerMigration("2 links") { db in try db.execute(sql: links) }
        migrator.registerMigration("3 delegates and channels") { db in try db.execute(sql: bearers) }
        migrator.registerMigration("4 secret votes") { db in try db.execute(sql: tally) }
        migrator.registerMigration("5 credentials") { db in try db.execute(sql: credentials) }
        migrator.registerMigration("6 signatures") { db in try db.execute(sql: signatures) }
        return migrator
    }

    /// The database itself refuses whatever is not an append to the end, also when it comes from us.
    private static let events = """
        CREATE TABLE event (
            conference TEXT NOT NULL,
            seq INTEGER NOT NULL CHECK (seq > 0),
            at INTEGER NOT NULL,
            by TEXT NOT NULL,
            body TEXT NOT NULL,
            command TEXT,
            last INTEGER NOT NULL CHECK (last >= seq),
            previous BLOB NOT NULL CHECK (length(previous) = 32),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (conference, seq),
            UNIQUE (conference, command)
        ) STRICT;
        CREATE TRIGGER event_not_updated BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'the journal is not changed'); END;
        CREATE TRIGGER event_not_deleted BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'nothing is deleted from the journal'); END;
        CREATE TRIGGER event_at_the_end BEFORE INSERT ON event
        WHEN new.seq != 1 + (SELECT coalesce(max(seq), 0) FROM event WHERE conference = new.conference)
        BEGIN SELECT RAISE(ABORT, 'the journal is appended to at its end'); END;
        """

    private static let links = """
        CREATE TABLE link (
            id TEXT NOT NULL PRIMARY KEY,
            secret BLOB NOT NULL CHECK (length(secret) = 32),
            role TEXT NOT NULL,
            site TEXT,
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            revoked INTEGER,
            bound BLOB CHECK (length(bound) = 32)
        ) STRICT;
        CREATE TABLE session (
            id TEXT NOT NULL PRIMARY KEY,
            link TEXT NOT NULL REFERENCES link (id),
            cookie BLOB NOT NULL CHECK (length(cookie) = 32),
            created INTEGER NOT NULL,
            ended INTEGER
        ) STRICT;
        CREATE INDEX session_by_link ON session (link);
        """

    /// A link may also be one delegate's, or one interpretation channel's.
    private static let bearers = """
        ALTER TABLE link ADD COLUMN delegate TEXT;
        ALTER TABLE link ADD COLUMN channel TEXT;
        """

    /// How many have chosen what in the secret vote that is open: counts, never a ballot. Not part of the record.
    ///
    /// A count begins at 2^30, so that it has four bytes from the first ballot to the last and stays where it is in the
    /// file: rows that move as they grow leave a layout that tells which grew first.
    private static let tally = """
        CREATE TABLE tally (
            vote TEXT NOT NULL,
            option INTEGER NOT NULL CHECK (option >= 0),
            count INTEGER NOT NULL CHECK (count >= 1073741824),
            PRIMARY KEY (vote, option)
        ) STRICT, WITHOUT ROWID;
        """

    /// What accounts are signed in to with; used beside the journal of accounts only. Not part of the record.
    private static let credentials = """
        CREATE TABLE account_invitation (
            account TEXT NOT NULL PRIMARY KEY,
            secret BLOB NOT NULL CHECK (length(secret) = 32),
            expires INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE account_password (
            account TEXT NOT NULL PRIMARY KEY,
            salt BLOB NOT NULL CHECK (length(salt) >= 16),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            rounds INTEGER NOT NULL,
            block_size INTEGER NOT NULL,
            parallelism INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE account_code (
            account TEXT NOT NULL PRIMARY KEY,
            secret BLOB NOT NULL CHECK (length(secret) >= 16),
            step INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE account_passkey (
            id BLOB NOT NULL PRIMARY KEY,
            account TEXT NOT NULL,
            key BLOB NOT NULL,
            counter INTEGER NOT NULL CHECK (counter >= 0),
            label TEXT NOT NULL,
            created INTEGER NOT NULL,
            used INTEGER,
            UNIQUE (account, label)
        ) STRICT;
        CREATE TABLE account_subject (
            issuer TEXT NOT NULL,
            subject TEXT NOT NULL,
            account TEXT NOT NULL,
            PRIMARY KEY (issuer, subject)
        ) STRICT;
        CREATE TABLE account_session (
            id TEXT NOT NULL PRIMARY KEY,
            cookie BLOB NOT NULL UNIQUE CHECK (length(cookie) = 32),
            account TEXT NOT NULL,
            way TEXT NOT NULL,
            client TEXT NOT NULL,
            created INTEGER NOT NULL,
            seen INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX account_session_by_account ON account_session (account, seen);
        """

    /// From which account something came that a journal has of a role: up to the last entry of an append. Not part of the record.
    private static let signatures = """
        CREATE TABLE account_act (
            journal TEXT NOT NULL,
            last INTEGER NOT NULL,
            account TEXT NOT NULL,
            PRIMARY KEY (journal, last)
        ) STRICT, WITHOUT ROWID;
        """
}

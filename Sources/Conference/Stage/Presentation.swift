/// A file that can be presented page by page.
package struct Document: Hashable, Codable, Sendable {
    package var id: DocumentID
    package var name: String
    package var pages: Int
    /// The site that brought it; `nil` for the staff of the centre.
    package var site: SiteID?

    package init(id: DocumentID, name: String, pages: Int, site: SiteID? = nil) {
        self.id = id
        self.name = name
        self.pages = pages
        self.site = site
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(pages, forKey: .pages)
        try container.encode(site, forKey: .site)
    }
}

/// What is presented now (trình chiếu): a page of a document, or a site's shared screen.
package struct Presentation: Hashable, Codable, Sendable {
    package var site: SiteID
    /// `nil` for the site's screen.
    package var document: DocumentID?
    /// From 1; `nil` for the site's screen.
    package var page: Int?

    package init(site: SiteID, document: DocumentID? = nil, page: Int? = nil) {
        self.site = site
        self.document = document
        self.page = page
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(site, forKey: .site)
        try container.encode(document, forKey: .document)
        try container.encode(page, forKey: .page)
    }
}

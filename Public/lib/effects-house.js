// @ts-check
// What journal events do to the stage, the documents, the people and the votes. Pure.

/** @typedef {import("./effects-floor.js").Effects} Effects */

/** @type {Effects} */
export const houseEffects = {
  stageLaidOut: (_, { layout, sites = [] }) => ({ stage: layout, shown: sites }),
  siteMuted: (state, { site }) => ({ muted: [...state.muted.filter((other) => other !== site), site].sort() }),
  siteUnmuted: (state, { site }) => ({ muted: state.muted.filter((other) => other !== site) }),

  documentAdded: (state, { document }) => ({ documents: [...state.documents.filter(({ id }) => id !== document.id), { site: null, ...document }] }),
  presentationStarted: (_, { site, document = null, page }) => ({ presentation: { site, document, page: document ? page ?? 1 : null } }),
  pageTurned: (state, { page }) => state.presentation ? { presentation: { ...state.presentation, page } } : {},
  presentationEnded: () => ({ presentation: null }),

  // What goes to one site or to the secretariat is kept apart (lib/messages.js): only those concerned are told of it.
  messageSent: (_, { to, text }, at) => to === "all" ? { announcement: { text, at } } : {},
  announcementCleared: () => ({ announcement: null }),

  delegateMarked: (state, { delegate, status, substitute = null }, at) => ({
    people: { ...state.people, [delegate]: { status, at, substitute } },
  }),

  voteOpened: (_, { vote: id, title, options, unit, isSecret, item = null }) => ({
    vote: { id, title, options, unit, isSecret, item, voted: [], ballots: isSecret ? null : {} },
  }),
  ballotCast: (state, { vote: id, voter, option }) => {
    const { vote } = state;
    if (vote?.id !== id) return {};
    return {
      vote: {
        ...vote, voted: [...vote.voted.filter((other) => other !== voter), voter].sort(),
        ballots: vote.isSecret ? null : { ...vote.ballots, [voter]: option },
      },
    };
  },
  voteClosed: (state, { vote: id, counts }, at) => {
    const { vote } = state;
    if (vote?.id !== id) return {};
    const { title, options, unit, isSecret, item } = vote;
    const eligible = unit === "site" ? state.conference.sites.length : state.conference.delegates.length;
    return { vote: null, votes: [...state.votes, { id, title, options, unit, isSecret, item, counts, eligible, at }] };
  },
  voteAnnulled: () => ({ vote: null }),
};

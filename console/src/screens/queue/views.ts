/** The views that the API offers, in the desk's words, and what an empty one means. */
export interface View {
  id: string;
  label: string;
  emptyTitle: string;
  emptyWords: string;
  /** What is no longer open grows for ever and is listed by date only. */
  byDateOnly?: boolean;
}

export const VIEWS: View[] = [
  {
    id: "open",
    label: "New & open",
    emptyTitle: "The queue is empty.",
    emptyWords:
      "Requests come by themselves when somebody presses “Request digitisation” on a reading list. You can also start one with New request.",
  },
  {
    id: "active",
    label: "Active",
    emptyTitle: "Nothing is active.",
    emptyWords:
      "A request becomes active once its details are settled. It stays here until its link is made.",
  },
  {
    id: "approval",
    label: "Approval",
    emptyTitle: "Nothing waits for approval.",
    emptyWords: "A request stands here when a rule or a colleague asks for an approver's decision.",
  },
  {
    id: "live",
    label: "Live",
    byDateOnly: true,
    emptyTitle: "No link is live.",
    emptyWords:
      "Once a link is generated, its request stands here for as long as students may open it.",
  },
  {
    id: "set-aside",
    label: "Set aside",
    emptyTitle: "Nothing was set aside.",
    emptyWords:
      "A delivery that was properly signed but could not be understood is kept here, so that nothing is lost.",
  },
  {
    id: "all",
    label: "All",
    byDateOnly: true,
    emptyTitle: "There are no requests yet.",
    emptyWords: "Every request of every state is found here, also long after it was closed.",
  },
];

/** Only those not yet actioned: a narrower look at the first view. */
export const NEW: View = {
  id: "new",
  label: "New only",
  emptyTitle: "No new requests.",
  emptyWords: "Every request that came in has been assigned. New ones appear here by themselves.",
};

export function viewOf(id: string | null): View {
  return [...VIEWS, NEW].find((view) => view.id === id) ?? (VIEWS[0] as View);
}

import { mark } from "../../words/language";
/** The views that the API offers, in the desk's words, and what an empty one means. */
export interface View {
  id: string;
  label: string;
  emptyTitle: string;
  emptyWords: string;
  /** What is no longer open grows for ever and is listed by date only. */
  byDateOnly?: boolean;
  /** Nothing can be searched for in it. */
  unsearched?: boolean;
}

export const VIEWS: View[] = [
  {
    id: "open",
    label: mark("New & open"),
    emptyTitle: mark("The queue is empty."),
    emptyWords: mark(
      "Requests come by themselves when somebody presses “Request digitisation” on a reading list. You can also start one with New request.",
    ),
  },
  {
    id: "active",
    label: mark("Active"),
    emptyTitle: mark("Nothing is active."),
    emptyWords: mark(
      "A request becomes active once its details are settled. It stays here until its link is made.",
    ),
  },
  {
    id: "approval",
    label: mark("Approval"),
    emptyTitle: mark("Nothing waits for approval."),
    emptyWords: mark(
      "A request stands here when a rule or a colleague asks for an approver's decision.",
    ),
  },
  {
    id: "live",
    label: mark("Live"),
    byDateOnly: true,
    emptyTitle: mark("No link is live."),
    emptyWords: mark(
      "Once a link is generated, its request stands here for as long as students may open it.",
    ),
  },
  {
    id: "closing",
    label: mark("Closing soon"),
    byDateOnly: true,
    unsearched: true,
    emptyTitle: mark("No link closes soon."),
    emptyWords: mark("Links whose last day is near stand here, the next to close first."),
  },
  {
    id: "set-aside",
    byDateOnly: true,
    unsearched: true,
    label: mark("Set aside"),
    emptyTitle: mark("Nothing was set aside."),
    emptyWords: mark(
      "A delivery that was properly signed but could not be understood is kept here, so that nothing is lost.",
    ),
  },
  {
    id: "all",
    label: mark("All"),
    byDateOnly: true,
    emptyTitle: mark("There are no requests yet."),
    emptyWords: mark("Every request of every state is found here, also long after it was closed."),
  },
];

/** Only those not yet actioned: a narrower look at the first view. */
export const NEW: View = {
  id: "new",
  label: mark("New only"),
  emptyTitle: mark("No new requests."),
  emptyWords: mark(
    "Every request that came in has been assigned. New ones appear here by themselves.",
  ),
};

export function viewOf(id: string | null): View {
  return [...VIEWS, NEW].find((view) => view.id === id) ?? (VIEWS[0] as View);
}

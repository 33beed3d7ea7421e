import type { components } from "./schema";

type Shapes = components["schemas"];

/** Also what goes wrong in the page itself is told as a problem, with fewer members. */
export type Problem = Partial<Shapes["Problem"]> & { title: string; status: number };
export type Me = Shapes["Me"];
export type Row = Shapes["Row"];
export type AsideRow = Shapes["AsideRow"];
export type Listing = Shapes["Listing"];
export type RequestDetail = Shapes["RequestDetail"];
export type Original = Shapes["Original"];
export type HistoryEvent = Shapes["HistoryEvent"];
export type Note = Shapes["NoteShape"];
export type Notes = Shapes["Notes"];
export type Message = Shapes["Message"];
export type Offer = Shapes["Offer"];
export type Blocked = Shapes["Blocked"];
export type Step = Shapes["Step"];
export type Scan = Shapes["Scan"];
export type Pages = Shapes["ScanPages"];
export type Candidate = Shapes["Candidate"];
export type Detail = Shapes["Detail"];
export type UploadForm = Shapes["UploadForm"];
export type AsideDetail = Shapes["AsideDetail"];
export type Dashboard = Shapes["Dashboard"];
export type SavedView = Shapes["SavedView"];
export type SavedViews = Shapes["SavedViews"];
export type LookedUp = Shapes["LookedUp"];
export type CatalogueFind = Shapes["CatalogueFind"];
export type Here = Shapes["Here"];
export type Undelivered = Shapes["Undelivered"];

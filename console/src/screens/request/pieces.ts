import type { components } from "../../api/schema";
import { mark } from "../../words/language";

type Shapes = components["schemas"];

/** A file, an address or a note that was kept; only files to deliver can be refused. */
export type Piece = Shapes["Evidence"] & { refused?: string | null };

/** Where such pieces are kept, and what its actions are called. */
export interface Store {
  /** The last part of its path in the API; the removal names a piece by it too. */
  at: "evidence" | "delivery";
  addition: string;
  removal: string;
  add: string;
  save: string;
  accept?: string;
}

export const EVIDENCE: Store = {
  at: "evidence",
  addition: "add-evidence",
  removal: "remove-evidence",
  add: mark("Add evidence"),
  save: mark("Save evidence"),
  accept: ".pdf,.png,.jpg,.jpeg,.tif,.tiff,.txt,.eml,.msg,.docx,.odt",
};

export const DELIVERY: Store = {
  at: "delivery",
  addition: "add-delivery",
  removal: "remove-delivery",
  add: mark("Add a file to deliver"),
  save: mark("Save the file to deliver"),
  accept: ".pdf,.png,.jpg,.jpeg,.tif,.tiff,.txt",
};

export function pathOf(store: Store, request: string, piece?: string): string {
  const at = `/api/requests/${encodeURIComponent(request)}/${store.at}`;
  return piece ? `${at}/${encodeURIComponent(piece)}` : at;
}

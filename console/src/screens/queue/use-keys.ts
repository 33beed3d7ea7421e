import { type RefObject, useEffect } from "react";
import type { Row } from "../../api/types";
import { areOn } from "./shortcuts";

interface Props {
  rows: Row[];
  body: RefObject<HTMLElement | null>;
  /** Brings the row of this place into sight. */
  show: (at: number) => void;
  chosen: ReadonlySet<string>;
  onChoose: (ids: string[], chosen: boolean) => void;
  /** Assigns what is chosen. */
  onAssign: () => void;
}

/** The list by keyboard: down and up its rows, opening them, choosing them, to the search. */
export function useKeys({ rows, body, show, chosen, onChoose, onAssign }: Props) {
  useEffect(() => {
    function here(): number {
      const row = document.activeElement?.closest("tr[data-index]");
      return row ? Number(row.getAttribute("data-index")) : -1;
    }

    function go(at: number) {
      const place = Math.max(0, Math.min(rows.length - 1, at));
      show(place);
      // The row is drawn once the list has scrolled to it.
      requestAnimationFrame(() => {
        body.current?.querySelector<HTMLElement>(`tr[data-index="${place}"] a`)?.focus();
      });
    }

    const does: Record<string, () => void> = {
      j: () => go(here() + 1),
      k: () => go(here() - 1),
      x: () => {
        const row = rows[here()];
        if (row) onChoose([row.id], !chosen.has(row.id));
      },
      a: () => {
        const row = rows[here()];
        if (chosen.size === 0 && row) onChoose([row.id], true);
        if (chosen.size > 0 || row) onAssign();
      },
      "/": () => document.querySelector<HTMLElement>('input[type="search"]')?.focus(),
    };

    function press(event: KeyboardEvent) {
      const typing = (event.target as HTMLElement).closest(
        "input:not([type=checkbox]), textarea, select",
      );
      const elsewhere = document.querySelector('[role="dialog"]');
      const held = event.ctrlKey || event.metaKey || event.altKey;
      const act = does[event.key];
      if (!act || typing || elsewhere || held || !areOn()) return;
      event.preventDefault();
      act();
    }

    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [rows, body, show, chosen, onChoose, onAssign]);
}

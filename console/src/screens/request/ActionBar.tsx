import { Button } from "@mantine/core";
import type { Detail, Offer } from "../../api/types";
import { mark, t } from "../../words/language";
import { opening } from "../../words/spoken";
import styles from "./ActionBar.module.css";
import { useDeskActions } from "./desk-actions";
import { jumpTo } from "./jump";
import { type Next, nextOf } from "./next";
import { placeOf } from "./places";
import { SCANS } from "./ScansPanel";

/** Captions of the groups, where what a button says does not tell. */
const GROUPS: Record<string, string> = {
  state: "",
  edit: "",
  approval: mark("Approval"),
  item: mark("Item"),
  scan: mark("Scans"),
};

/** What may be done now and has no place of its own on the page: what brings it on first, what
 * ends it last. */
export function ActionBar({ detail }: { detail: Detail }) {
  const next = nextOf(detail);
  const barred = detail.actions.filter(({ action }) => !placeOf(action));
  const offers = barred.filter((one) => one !== next.offer);
  if (offers.length === 0 && !next.offer && !next.scans) return <Nothing />;
  const ending = offers.filter(isEnding);
  const others = offers.filter((one) => !isEnding(one));
  const groups = [...new Set([...Object.keys(GROUPS), ...others.map(({ group }) => group)])];
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("Actions")}>
      <First next={next} />
      {groups.map((group) => (
        <Group
          key={group}
          label={t(opening(group))}
          caption={t(GROUPS[group] ?? opening(group))}
          offers={others.filter((one) => one.group === group)}
        />
      ))}
      <Group label={t("To end it")} offers={ending} last />
    </div>
  );
}

function isEnding({ tone }: Offer): boolean {
  return tone === "danger";
}

function Nothing() {
  return <p className={styles.nothing}>{t("There is nothing for you to do here at present.")}</p>;
}

/** The one button that stands out. */
function First({ next: { offer, scans } }: { next: Next }) {
  if (scans) {
    return (
      <Button size="xs" onClick={() => jumpTo(SCANS)}>
        {t("Go to the scans")}
      </Button>
    );
  }
  return offer ? <ActionButton offer={offer} first /> : null;
}

interface GroupProps {
  label: string;
  caption?: string;
  offers: Offer[];
  last?: boolean;
}

function Group({ label, caption, offers, last }: GroupProps) {
  if (offers.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row.
    <div className={styles.group} role="group" aria-label={label} data-last={last}>
      {caption ? <span className={styles.label}>{caption}</span> : null}
      {offers.map((offer) => (
        <ActionButton key={offer.action} offer={offer} />
      ))}
    </div>
  );
}

/** How a button looks; of those that bring it on only the first stands out. */
function lookOf(offer: Offer, first: boolean, quiet: boolean) {
  if (first && !isEnding(offer)) return { variant: "filled", size: "xs" };
  const color = isEnding(offer) ? "brick" : undefined;
  if (quiet) return { variant: "subtle", size: "compact-xs", color };
  return { variant: color ? "subtle" : "default", size: "xs", color };
}

interface ButtonProps {
  offer: Offer;
  quiet?: boolean;
  first?: boolean;
}

/** One action in the API's words; a form opens where something must be said. */
export function ActionButton({ offer, quiet = false, first = false }: ButtonProps) {
  const { start, running } = useDeskActions();
  return (
    <Button
      {...lookOf(offer, first, quiet)}
      loading={running === offer.action}
      disabled={running !== null && running !== offer.action}
      onClick={() => start(offer)}
    >
      {t(offer.label)}
    </Button>
  );
}

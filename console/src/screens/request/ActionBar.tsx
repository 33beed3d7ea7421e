import { Button } from "@mantine/core";
import type { Detail, Offer } from "../../api/types";
import { mark, t } from "../../words/language";
import { opening } from "../../words/spoken";
import styles from "./ActionBar.module.css";
import { useDeskActions } from "./desk-actions";
import { placeOf } from "./places";

/** Captions of the groups, where what a button says does not tell. */
const GROUPS: Record<string, string> = {
  state: "",
  edit: "",
  approval: mark("Approval"),
  item: mark("Item"),
  scan: mark("Scans"),
};

/** Every action that may be taken now and has no place of its own on the page, by its group. */
export function ActionBar({ detail }: { detail: Detail }) {
  const offers = detail.actions.filter(({ action }) => !placeOf(action));
  if (offers.length === 0) return <Nothing />;
  const groups = [...new Set([...Object.keys(GROUPS), ...offers.map(({ group }) => group)])];
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("Actions")}>
      {groups.map((group) => (
        <Group key={group} name={group} offers={offers.filter((one) => one.group === group)} />
      ))}
    </div>
  );
}

function Nothing() {
  return <p className={styles.nothing}>{t("There is nothing for you to do here at present.")}</p>;
}

function Group({ name, offers }: { name: string; offers: Offer[] }) {
  if (offers.length === 0) return null;
  const caption = t(GROUPS[name] ?? opening(name));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row.
    <div className={styles.group} role="group" aria-label={caption || opening(name)}>
      {caption ? <span className={styles.label}>{caption}</span> : null}
      {inOrder(offers).map((offer) => (
        <ActionButton key={offer.action} offer={offer} />
      ))}
    </div>
  );
}

const ORDER = ["primary", "default", "danger"];

function inOrder(offers: Offer[]): Offer[] {
  return offers.toSorted((one, other) => ORDER.indexOf(one.tone) - ORDER.indexOf(other.tone));
}

const LOOKS: Record<string, { variant: string; color?: string }> = {
  primary: { variant: "filled" },
  danger: { variant: "outline", color: "brick" },
};

/** One action in the API's words; a form opens where something must be said. */
export function ActionButton({ offer, quiet = false }: { offer: Offer; quiet?: boolean }) {
  const { start, running } = useDeskActions();
  const look = LOOKS[offer.tone] ?? { variant: "default" };
  return (
    <Button
      {...look}
      variant={quiet ? "subtle" : look.variant}
      size={quiet ? "compact-xs" : "xs"}
      loading={running === offer.action}
      disabled={running !== null && running !== offer.action}
      onClick={() => start(offer)}
    >
      {t(offer.label)}
    </Button>
  );
}

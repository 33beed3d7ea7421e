import { ActionIcon, Button, TextInput } from "@mantine/core";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import styles from "./Reasons.module.css";
import type { ReasonLine } from "./use-reasons";

interface Props {
  /** What its list is called, so that every field and button has a name of its own. */
  list: string;
  reason: ReasonLine;
  ends: boolean;
  place: number;
  of: number;
  errors: Record<string, string>;
  /** Its dotted place in what is sent. */
  at: string;
  onChange: (reason: ReasonLine) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** One reason: its words, what Alma is told, its place, and whether it is offered. */
export function ReasonRow({ list, reason, ends, place, of, errors, at, ...on }: Props) {
  const name = reason.label || t("the new reason");
  const which = { list, place: place + 1, name };
  return (
    <li className={styles.reason} data-retired={reason.retired || undefined}>
      <TextInput
        className={styles.label}
        aria-label={t("{list}: reason {place}", which)}
        placeholder={t("In words, as people choose it")}
        value={reason.label}
        maxLength={200}
        error={errors[`${at}.label`] ?? errors[`${at}.code`] ?? errors[at]}
        onChange={(event) => on.onChange({ ...reason, label: event.currentTarget.value })}
      />
      {ends ? (
        <TextInput
          className={styles.alma}
          aria-label={t("{list}: what Alma is told of reason {place}", which)}
          placeholder={t("Alma's code")}
          value={reason.alma}
          maxLength={200}
          error={errors[`${at}.alma`]}
          onChange={(event) => on.onChange({ ...reason, alma: event.currentTarget.value })}
        />
      ) : null}
      <span className={styles.tools}>
        <ActionIcon
          variant="default"
          aria-label={t("Move up: {name} ({list})", which)}
          disabled={place === 0}
          onClick={() => on.onMove(place - 1)}
        >
          <Icon name="up" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={t("Move down: {name} ({list})", which)}
          disabled={place === of - 1}
          onClick={() => on.onMove(place + 1)}
        >
          <Icon name="down" />
        </ActionIcon>
        <Offered reason={reason} which={which} {...on} />
      </span>
      <Besides reason={reason} />
    </li>
  );
}

type OfferedProps = Pick<Props, "reason" | "onChange" | "onRemove"> & {
  which: Record<string, string | number>;
};

/** What was never saved is taken away; what was is retired, or brought back. */
function Offered({ reason, which, onChange, onRemove }: OfferedProps) {
  if (!reason.code) {
    return (
      <Button variant="default" onClick={onRemove}>
        {t("Take it away")}
      </Button>
    );
  }
  const label = reason.retired
    ? t("Bring back: {name} ({list})", which)
    : t("Retire: {name} ({list})", which);
  return (
    <Button
      variant="default"
      aria-label={label}
      onClick={() => onChange({ ...reason, retired: !reason.retired })}
    >
      {reason.retired ? t("Bring back") : t("Retire")}
    </Button>
  );
}

function Besides({ reason }: { reason: ReasonLine }) {
  const { retired, rules } = reason;
  if (!retired && rules.length === 0) return null;
  return (
    <p className={styles.besides}>
      {retired ? t("Retired: offered no more; what it decided keeps these words.") : null}{" "}
      {rules.length > 0 ? t("Rules decide by it: {rules}", { rules: rules.join(", ") }) : null}
    </p>
  );
}

import { Button, Input } from "@mantine/core";
import { useAnnounce } from "../../words/Announcer";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import page from "../../words/Screen.module.css";
import { ReasonRow } from "./ReasonRow";
import styles from "./Reasons.module.css";
import { another, type Drafted, LISTS, type ReasonLine } from "./use-reasons";

interface Props {
  name: string;
  ends: boolean;
  reasons: Drafted[];
  /** By dotted place, as "rejections.2.label". */
  errors: Record<string, string>;
  onChange: (reasons: Drafted[]) => void;
}

/** One list in the order in which it is offered; those retired stay among the others. */
export function ReasonList({ name, ends, reasons, errors, onChange }: Props) {
  const announce = useAnnounce();
  const { title, about } = LISTS[name] ?? { title: name, about: "" };
  const put = (at: number, reason: ReasonLine) =>
    onChange(reasons.map((one, n) => (n === at ? { ...one, reason } : one)));
  function move(from: number, to: number) {
    const one = reasons[from];
    if (!one) return;
    onChange(reasons.toSpliced(from, 1).toSpliced(to, 0, one));
    announce(t("{name} is number {place} now.", { name: one.reason.label, place: to + 1 }));
  }
  return (
    <Panel title={t(title)}>
      <div className={page.body}>
        <p>
          {t(about)}{" "}
          {ends ? t("Alma is told the code beside it, of its own table of cancellations.") : null}
        </p>
        {errors[name] ? <Input.Error>{errors[name]}</Input.Error> : null}
        <ol className={styles.reasons}>
          {reasons.map(({ key, reason }, at) => (
            <ReasonRow
              key={key}
              list={t(title)}
              reason={reason}
              ends={ends}
              place={at}
              of={reasons.length}
              errors={errors}
              at={`${name}.${at}`}
              onChange={(after) => put(at, after)}
              onMove={(to) => move(at, to)}
              onRemove={() => onChange(reasons.toSpliced(at, 1))}
            />
          ))}
        </ol>
        <Button
          variant="default"
          leftSection={<Icon name="plus" />}
          aria-label={t("Add a reason: {list}", { list: t(title) })}
          onClick={() => onChange([...reasons, another(reasons)])}
        >
          {t("Add a reason")}
        </Button>
      </div>
    </Panel>
  );
}

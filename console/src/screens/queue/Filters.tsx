import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type Asked, PLAIN } from "../../api/queries";
import type { Row } from "../../api/types";
import { mark, t } from "../../words/language";
import { count } from "../../words/spoken";
import styles from "./Filters.module.css";
import { narrowing } from "./use-asked";
import { useTyped } from "./use-typed";

interface Props {
  asked: Asked;
  rows: Row[];
  onChange: (change: Partial<Asked>) => void;
}

type Choice = { value: string; label: string };

const ASSIGNEES: Choice[] = [
  { value: "", label: mark("Anybody") },
  { value: "me", label: mark("Me") },
  { value: "nobody", label: mark("Nobody yet") },
];
const VERDICTS: Choice[] = [
  { value: "", label: mark("Any") },
  { value: "within", label: mark("Within the limit") },
  { value: "over", label: mark("Over the limit") },
  { value: "cannot tell", label: mark("Cannot tell") },
];
const WAITS: Choice[] = [
  { value: "", label: mark("All") },
  { value: "any", label: mark("Whatever waits") },
  { value: "chase", label: mark("Whom to chase") },
  { value: "requester", label: mark("An answer of the requester") },
  { value: "book", label: mark("The book") },
  { value: "copy", label: mark("A copy to buy") },
  { value: "permission", label: mark("Permission") },
  { value: "other", label: mark("Something else") },
];

/** Narrows the open queue; what is set lives in the address and is kept with a saved view. */
export function Filters({ asked, rows, onChange }: Props) {
  const set = narrowing(asked);
  const [opened, { toggle }] = useDisclosure(set.length > 0);
  return (
    <div className={styles.filters}>
      <Button variant="default" aria-expanded={opened} aria-controls="filters" onClick={toggle}>
        {set.length > 0 ? t("Filters: {set}", { set: count(set.length) }) : t("Filters")}
      </Button>
      {set.length > 0 ? (
        <Button variant="subtle" onClick={() => onChange(cleared(set))}>
          {t("Take all filters off")}
        </Button>
      ) : null}
      <div id="filters" className={styles.fields} hidden={!opened}>
        <Pick
          name="assignee"
          label={t("Assigned to")}
          among={assignees(rows, asked)}
          {...{ asked, onChange }}
        />
        <Pick
          name="source"
          label={t("Source")}
          among={sources(rows, asked)}
          {...{ asked, onChange }}
        />
        <Pick name="verdict" label={t("Extent")} among={VERDICTS} {...{ asked, onChange }} />
        <Pick name="waiting" label={t("Waiting for")} among={WAITS} {...{ asked, onChange }} />
        <Type name="needed_by" label={t("Needed by")} type="date" {...{ asked, onChange }} />
        <Type name="course" label={t("Course code")} {...{ asked, onChange }} />
        <Type name="tag" label={t("Tag")} {...{ asked, onChange }} />
        {asked.record ? (
          <span className={styles.record}>{t("Only requests for one record")}</span>
        ) : null}
      </div>
    </div>
  );
}

function cleared(set: (keyof Asked)[]): Partial<Asked> {
  return Object.fromEntries(set.map((name) => [name, PLAIN[name]]));
}

/** Those who are seen at work in the list, behind oneself and nobody. */
function assignees(rows: Row[], asked: Asked): Choice[] {
  const seen = new Map(rows.map(({ assignee }) => [assignee?.id ?? "", assignee?.name ?? ""]));
  seen.delete("");
  const others = [...seen].map(([value, label]) => ({ value, label }));
  const there = [...ASSIGNEES, ...others].some(({ value }) => value === asked.assignee);
  const asSaid = there ? [] : [{ value: asked.assignee, label: asked.assignee }];
  return [...ASSIGNEES, ...others, ...asSaid];
}

/** The systems that are seen in the list, and the one that is asked for. */
function sources(rows: Row[], asked: Asked): Choice[] {
  const seen = new Map(rows.map((row) => [row.rlms, row.rlms_label]));
  if (asked.source && !seen.has(asked.source)) seen.set(asked.source, asked.source);
  const all = { value: "", label: mark("Every source") };
  return [all, ...[...seen].map(([value, label]) => ({ value, label }))];
}

interface FieldProps extends Omit<Props, "rows"> {
  name: keyof Asked;
  label: string;
}

function Pick({ name, label, among, asked, onChange }: FieldProps & { among: Choice[] }) {
  return (
    <NativeSelect
      label={label}
      data={among.map((one) => ({ ...one, label: t(one.label) }))}
      value={asked[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
}

/** What is typed counts once it is left or entered, so that half a code filters nothing. */
function Type({ name, label, type, asked, onChange }: FieldProps & { type?: string }) {
  const { typed, setTyped, say } = useTyped(asked[name], (said) => onChange({ [name]: said }));
  return (
    <TextInput
      label={label}
      type={type}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => say(typed)}
      onKeyDown={(event) => {
        if (event.key === "Enter") say(typed);
      }}
    />
  );
}

import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { tell } from "../api/client";
import { problemOf } from "../api/refusal";
import type { CatalogueFind, LookedUp } from "../api/types";
import { Dialog } from "../words/Dialog";
import { Icon } from "../words/Icon";
import { mark, plural, t } from "../words/language";
import { ProblemNote } from "../words/ProblemNote";
import { type Added, useAddingWork } from "./added-work";
import styles from "./LookUp.module.css";
import { SchemaForm } from "./SchemaForm";
import type { FieldSchema } from "./schema";
import { asText, type Values } from "./values";

const ASKED: FieldSchema = {
  description: mark(
    "The outside catalogues that are switched on are asked now: by the number where there is one, else by title and author.",
  ),
  properties: {
    isn: { type: "string", title: mark("ISBN, ISSN or DOI") },
    title: { type: "string", title: mark("Title") },
    author: { type: "string", title: mark("Author") },
  },
};

interface Props extends Added {
  /** What is known of the title, by the names of a title record. */
  values: Values;
}

/** Looks a title up in the catalogues outside; the one that is taken is chosen, and added where it is new. */
export default function LookUp({ values, onClose, onAdded }: Props) {
  const asking = useMutation({
    mutationFn: (body: Values) => tell<LookedUp>("POST", "/api/works/lookup", { body }),
  });
  const taking = useAddingWork({ onClose, onAdded });
  const known = {
    isn: values.isbn ?? values.issn ?? "",
    title: values.title ?? "",
    author: values.authors ?? "",
  };
  return (
    <Dialog opened busy={taking.isPending} onClose={onClose} title={t("Look up a title")}>
      <SchemaForm
        schema={ASKED}
        values={known}
        submit={t("Look up")}
        pending={asking.isPending}
        problem={asking.error ? problemOf(asking.error) : null}
        onSubmit={asking.mutate}
        onCancel={onClose}
      />
      <div aria-live="polite">
        {asking.isPending ? (
          <p className={styles.said}>{t("Each catalogue is waited for ten seconds at most.")}</p>
        ) : null}
        {asking.data ? <Said asked={asking.data.asked} /> : null}
      </div>
      {asking.data ? (
        <ul className={styles.found} aria-label={t("Titles that were found")}>
          {asking.data.found.map((one) => (
            <li key={`${one.catalogue} ${JSON.stringify(one.work)}`}>
              <Title find={one} asked={asking.data.asked} />
              <Button
                variant="default"
                size="xs"
                aria-label={t("Take it: {title}", { title: asText(one.work.title) })}
                loading={taking.isPending && taking.variables === one.work}
                disabled={taking.isPending && taking.variables !== one.work}
                onClick={() => taking.mutate(one.work)}
              >
                {t("Take it")}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {taking.error ? <ProblemNote problem={problemOf(taking.error)} /> : null}
    </Dialog>
  );
}

/** What each catalogue said; those that could not say anything first of all. */
function Said({ asked }: { asked: LookedUp["asked"] }) {
  return asked
    .toSorted((one, other) => Number(one.ok) - Number(other.ok))
    .map(({ name, ok, words }) => (
      <p key={name} className={styles.said} data-ok={ok}>
        {ok ? null : <Icon name="alert" />}
        <span>{t(words)}</span>
      </p>
    ));
}

function Title({ find, asked }: { find: CatalogueFind; asked: LookedUp["asked"] }) {
  const { work, extract } = find;
  const part = extract ? [extract.title, extract.pages].filter(Boolean).map(asText) : [];
  const about = [work.edition, work.publisher, work.year, work.isbn ?? work.issn ?? work.doi];
  const pages = work.pages ? plural(Number(work.pages), "{n} page|{n} pages") : "";
  const label = asked.find(({ name }) => name === find.catalogue)?.label ?? find.catalogue;
  return (
    <div>
      <strong>{asText(work.title)}</strong>
      {work.authors ? <span className={styles.line}>{asText(work.authors)}</span> : null}
      <span className={styles.more}>
        {[...about.map(asText), pages].filter(Boolean).join(" · ")}
      </span>
      {part.length > 0 ? (
        <span className={styles.more}>
          {t("With this part:")} {part.join(", ")}
        </span>
      ) : null}
      <span className={styles.more}>{t(label)}</span>
    </div>
  );
}

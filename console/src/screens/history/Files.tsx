import { Button } from "@mantine/core";
import { useRef } from "react";
import { Link } from "react-router";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import styles from "../uploads/Uploads.module.css";
import { type Outcome, useFiles } from "./use-files";

/** The PDFs of the readings, as many at once as there are; each goes where its name is awaited. */
export function Files() {
  const chooser = useRef<HTMLInputElement>(null);
  const { outcomes, sending, send } = useFiles();

  function take(files: FileList | null) {
    const chosen = [...(files ?? [])];
    if (chooser.current) chooser.current.value = "";
    if (chosen.length > 0) send(chosen);
  }

  return (
    <section className={styles.upload} aria-labelledby="history-files">
      <h2 id="history-files">{t("2. The PDFs")}</h2>
      <p>
        {t(
          "Each file goes to the readings that name it under File, is checked like every scan, and loses the cover sheets that its row counts. A reading without its file counts, and its link opens nothing yet.",
        )}
      </p>
      <p className={styles.buttons}>
        <Button
          variant="default"
          leftSection={<Icon name="upload" />}
          loading={sending}
          onClick={() => chooser.current?.click()}
        >
          {t("Upload PDFs")}
        </Button>
      </p>
      <input
        ref={chooser}
        type="file"
        multiple
        accept="application/pdf,.pdf"
        aria-label={t("PDFs of the readings")}
        tabIndex={-1}
        className={styles.chooser}
        onChange={(event) => take(event.currentTarget.files)}
      />
      <ul className={styles.outcomes} aria-label={t("What became of the files")}>
        {outcomes.map((one) => (
          <li key={one.name}>
            <One outcome={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ outcome }: { outcome: Outcome }) {
  const { name, taken, refused, problem } = outcome;
  return (
    <>
      <strong>{name}</strong>
      {taken.length > 0 ? (
        <>
          {": "}
          {t("it is in and is being checked for")}{" "}
          {taken.map((id) => (
            <span key={id}>
              <Link to={`/requests/${id}`}>{id}</Link>{" "}
            </span>
          ))}
        </>
      ) : null}
      {refused.map((one) => (
        <p key={one.request}>
          {t("Not for")} <Link to={`/requests/${one.request}`}>{one.request}</Link>: {one.words}
        </p>
      ))}
      {problem ? <ProblemNote problem={problem} /> : null}
    </>
  );
}

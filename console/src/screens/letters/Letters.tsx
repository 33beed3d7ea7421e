import { Link } from "react-router";
import { problemOf } from "../../api/refusal";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen } from "../../words/Screen";
import table from "../../words/Table.module.css";
import { Waiting } from "../../words/Waiting";
import { When } from "../../words/When";
import { Suppressed } from "./Suppressed";
import { type LetterLine, useLetters } from "./use-letters";

/** What the desk writes to people, and to whom it writes no more. */
export default function Letters() {
  const list = useLetters();
  return (
    <Screen
      title={t("Letters")}
      intro={t(
        "What the desk writes to requesters, lecturers and staff. Each can be worded as your library says it; what ships can always be had back.",
      )}
    >
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {list.isPending ? <Waiting /> : null}
      {list.data ? <Table letters={list.data.letters} /> : null}
      <Suppressed />
    </Screen>
  );
}

function Table({ letters }: { letters: LetterLine[] }) {
  return (
    <div className={table.sheet}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t("Letter")}</th>
            <th scope="col">{t("When it is sent")}</th>
            <th scope="col">{t("Wording")}</th>
          </tr>
        </thead>
        <tbody>
          {letters.map((one) => (
            <tr key={one.letter}>
              <th scope="row">
                <Link to={`/letters/${one.letter}`}>{t(one.title)}</Link>
              </th>
              <td>{t(one.when)}</td>
              <td>{one.changed ? <Changed letter={one} /> : t("As it ships")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Changed({ letter }: { letter: LetterLine }) {
  return (
    <>
      {t("Changed")}
      <span className={table.more}>
        <When at={letter.saved_on} />, {letter.by}
      </span>
    </>
  );
}

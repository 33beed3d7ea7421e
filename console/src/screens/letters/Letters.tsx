import { Link } from "react-router";
import { problemOf } from "../../api/refusal";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen } from "../../words/Screen";
import { More, Sheet, Table } from "../../words/Table";
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
      {list.data ? <Listed letters={list.data.letters} /> : null}
      <Suppressed />
    </Screen>
  );
}

function Listed({ letters }: { letters: LetterLine[] }) {
  return (
    <Sheet>
      <Table heads={[t("Letter"), t("When it is sent"), t("Wording")]}>
        {letters.map((one) => (
          <tr key={one.letter}>
            <th scope="row">
              <Link to={`/letters/${one.letter}`}>{t(one.title)}</Link>
            </th>
            <td>{t(one.when)}</td>
            <td>{one.changed ? <Changed letter={one} /> : t("As it ships")}</td>
          </tr>
        ))}
      </Table>
    </Sheet>
  );
}

function Changed({ letter }: { letter: LetterLine }) {
  return (
    <>
      {t("Changed")}
      <More>
        <When at={letter.saved_on} />, {letter.by}
      </More>
    </>
  );
}

import { problemOf } from "../../api/refusal";
import lines from "../../words/Lines.module.css";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen } from "../../words/Screen";
import { Sheet } from "../../words/Table";
import { Waiting } from "../../words/Waiting";
import { OneConnection } from "./OneConnection";
import { useConnections } from "./use-connections";

/** How the desk reaches each reading-list system, for those who look after it. */
export default function Connections() {
  const list = useConnections();
  return (
    <Screen
      title={t("Connections")}
      intro={t(
        "The reading-list systems that this desk knows, what is configured of each, and how it answered last. A test asks the system something harmless and changes nothing there.",
      )}
    >
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {list.isPending ? <Waiting /> : null}
      {list.data ? (
        <Sheet>
          <ul className={lines.lines}>
            {list.data.connections.map((one) => (
              <OneConnection key={one.system} connection={one} />
            ))}
          </ul>
        </Sheet>
      ) : null}
    </Screen>
  );
}

import { t } from "../../words/language";
import { Panel } from "../../words/Panel";
import styles from "./Letters.module.css";
import type { LetterLine, LetterVariable } from "./use-letters";

/** What the letter may say, each as it is written, with an example. */
export function Variables({ letter, filters }: { letter: LetterLine; filters: string[] }) {
  return (
    <Panel title={t("What it may say")} quiet>
      <div className={styles.variables}>
        <p>
          {t(
            "What is not known of a request is empty, so ask for it before you write the words around it:",
          )}{" "}
          <code>{"{% if note %}…{% endif %}"}</code>
        </p>
        <dl>
          {letter.variables.map((one) => (
            <Line key={one.name} written={`{{ ${one.name} }}`} variable={one} />
          ))}
        </dl>
        {letter.lists.map((list) => (
          <section key={list.name} aria-label={list.name}>
            <p>
              {t("One after the other:")}{" "}
              <code>{`{% for one in ${list.name} %}…{% endfor %}`}</code>
            </p>
            <dl>
              {list.columns.map((one) => (
                <Line key={one.name} written={`{{ one.${one.name} }}`} variable={one} />
              ))}
            </dl>
          </section>
        ))}
        <p>
          {t("Filters")}: <code>{filters.join(", ")}</code>
        </p>
      </div>
    </Panel>
  );
}

function Line({ written, variable }: { written: string; variable: LetterVariable }) {
  return (
    <>
      <dt>
        <code>{written}</code>
      </dt>
      <dd>
        {t(variable.words)}
        {variable.example ? <span className={styles.more}>{variable.example}</span> : null}
      </dd>
    </>
  );
}

import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { When } from "../../words/When";
import { useDeskActions } from "./desk-actions";
import styles from "./Head.module.css";
import { useHere } from "./use-here";

/** Who else has this request open, and which form; whoever comes is announced, not shouted. */
export function Others({ request }: { request: string }) {
  const { asking, running } = useDeskActions();
  const others = useHere(request, asking ?? running ?? "");
  return (
    <div aria-live="polite">
      {others.map(({ name, since, doing }) => (
        <p key={name + since} className={styles.setback}>
          <Icon name="person" />
          <span>
            {t("{name} is here too, since", { name })} <When at={since} fine />
            {doing ? ` – ${t(doing)}` : ""}
          </span>
        </p>
      ))}
    </div>
  );
}

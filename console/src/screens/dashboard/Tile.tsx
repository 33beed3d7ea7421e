import { Link } from "react-router";
import { count as spelled } from "../../words/spoken";
import styles from "./Dashboard.module.css";

/** The API counts no further than this where it counts by reading. */
const MOST = 100;

interface Props {
  to: string;
  count: number;
  label: string;
  /** Those of them that need more, which have a list of their own. */
  more?: { to: string; words: string };
  /** Something new came in. */
  fresh?: boolean;
  /** It is a fault that somebody has to look at. */
  bad?: boolean;
  most?: boolean;
}

/** A count that opens its list. */
export function Tile({ to, count, label, more, fresh, bad, most }: Props) {
  const look = count === 0 ? "none" : bad ? "bad" : fresh ? "fresh" : undefined;
  return (
    <li>
      <Link to={to} className={styles.tile} data-look={look}>
        <strong>
          {spelled(count)}
          {most && count >= MOST ? "+" : ""}
        </strong>
        <span>{label}</span>
      </Link>
      {more?.words ? (
        <Link to={more.to} className={styles.more}>
          {more.words}
        </Link>
      ) : null}
    </li>
  );
}

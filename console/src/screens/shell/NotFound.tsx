import { Link } from "react-router";
import { Empty } from "../../words/Empty";

export function NotFound() {
  return (
    <Empty title="There is no such page at this desk.">
      <p>
        The address may be mistyped or old. <Link to="/">Go to the queue</Link>
      </p>
    </Empty>
  );
}

import { mark } from "../../words/language";
import { Refused } from "../../words/Refused";

const NOWHERE = {
  title: mark("There is no such page at this desk."),
  status: 404,
  detail: mark("The address may be mistyped or old."),
};

export function NotFound() {
  return <Refused problem={NOWHERE} />;
}

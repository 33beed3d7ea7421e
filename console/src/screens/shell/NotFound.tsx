import { Refused } from "../../words/Refused";

const NOWHERE = {
  title: "There is no such page at this desk.",
  status: 404,
  detail: "The address may be mistyped or old.",
};

export function NotFound() {
  return <Refused problem={NOWHERE} />;
}

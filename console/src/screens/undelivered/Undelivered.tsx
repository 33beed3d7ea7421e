import { Button } from "@mantine/core";
import { useUndelivered } from "../../api/queries";
import { problemOf } from "../../api/refusal";
import { Empty } from "../../words/Empty";
import lines from "../../words/Lines.module.css";
import { t } from "../../words/language";
import { ProblemNote } from "../../words/ProblemNote";
import { Screen } from "../../words/Screen";
import { Sheet } from "../../words/Table";
import { Waiting } from "../../words/Waiting";
import { UndeliveredMessage } from "./UndeliveredMessage";

/** What the desk wanted to say to the outside and nobody received. */
export default function Undelivered() {
  const list = useUndelivered();
  const messages = list.data?.pages.flatMap((page) => page.messages) ?? [];
  const actions = list.data?.pages[0]?.actions ?? [];
  return (
    <Screen
      title={t("Undelivered")}
      intro={t(
        "Messages that a reading list, a library system or a person did not receive after all tries. Send one again once its cause is mended, or give it up if it no longer matters.",
      )}
    >
      {list.error ? <ProblemNote problem={problemOf(list.error)} /> : null}
      {list.isPending ? <Waiting /> : null}
      {list.data ? (
        <Sheet>
          {messages.length === 0 ? (
            <Empty title={t("Everything has arrived.")}>
              <p>
                {t("Should a reading list stay out of reach for days, what it missed stands here.")}
              </p>
            </Empty>
          ) : (
            <ul className={lines.lines}>
              {messages.map((message) => (
                <UndeliveredMessage key={message.id} message={message} actions={actions} />
              ))}
            </ul>
          )}
        </Sheet>
      ) : null}
      {list.hasNextPage ? (
        <Button variant="default" mt="md" onClick={() => list.fetchNextPage()}>
          {t("Show more")}
        </Button>
      ) : null}
    </Screen>
  );
}

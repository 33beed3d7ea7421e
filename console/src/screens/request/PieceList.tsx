import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Icon } from "../../words/Icon";
import { t } from "../../words/language";
import { useDeskActions } from "./desk-actions";
import { PieceForm } from "./PieceForm";
import { PieceItem } from "./PieceItem";
import pieceStyles from "./Pieces.module.css";
import type { Piece, Store } from "./pieces";
import styles from "./Scans.module.css";

interface Props {
  store: Store;
  request: string;
  pieces: Piece[];
}

/** What is kept there, each piece with its own form, and a button for one more where it is welcome. */
export function PieceList({ store, request, pieces }: Props) {
  const [edited, setEdited] = useState("");
  const welcome = useDeskActions().offers.some(({ action }) => action === store.addition);
  return (
    <>
      <ul className={styles.list}>
        {pieces.map((piece) => (
          <li key={piece.id} className={styles.scan}>
            <PieceItem
              store={store}
              request={request}
              piece={piece}
              onEdit={welcome ? () => setEdited(piece.id) : null}
            />
            {edited === piece.id ? (
              <PieceForm
                store={store}
                request={request}
                piece={piece}
                onDone={() => setEdited("")}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {welcome && !edited ? <Addition store={store} request={request} /> : null}
    </>
  );
}

/** The form for one more piece, behind its button until it is wanted. */
function Addition({ store, request }: { store: Store; request: string }) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  function close() {
    flushSync(() => setOpen(false));
    opener.current?.focus({ preventScroll: true });
  }
  if (open) return <PieceForm store={store} request={request} onDone={close} />;
  return (
    <div className={pieceStyles.adding}>
      <Button
        ref={opener}
        variant="default"
        size="xs"
        leftSection={<Icon name="plus" />}
        onClick={() => setOpen(true)}
      >
        {t(store.add)}
      </Button>
    </div>
  );
}

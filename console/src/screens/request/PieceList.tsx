import { useState } from "react";
import { useDeskActions } from "./desk-actions";
import { PieceForm } from "./PieceForm";
import { PieceItem } from "./PieceItem";
import type { Piece, Store } from "./pieces";
import styles from "./Scans.module.css";

interface Props {
  store: Store;
  request: string;
  pieces: Piece[];
}

/** What is kept there, each piece with its own form, and a form for one more where it is welcome. */
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
      {welcome && !edited ? (
        <PieceForm key={pieces.length} store={store} request={request} />
      ) : null}
    </>
  );
}

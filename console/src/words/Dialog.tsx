import { Modal, type ModalRootProps } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { createContext, useContext, useEffect, useLayoutEffect, useState } from "react";
import styles from "./Dialog.module.css";
import { isNowhere } from "./focus";
import { t } from "./language";

interface Props extends Pick<ModalRootProps, "opened" | "onClose" | "children"> {
  title: string;
  /** What was said in it is on its way: it stays until the answer is there. */
  busy?: boolean;
}

/** Told by a dialogue to the one from which it was opened, for as long as it lies over it. */
const Covering = createContext<(covered: boolean) => void>(() => {});
const Busy = createContext(false);

/** Whether the dialogue around this cannot be closed at present. */
export const useBusy = () => useContext(Busy);

/** The keyboard goes back to whence the dialogue was opened, unless it stands elsewhere by then. */
function useGivingBack(opened: boolean) {
  useLayoutEffect(() => {
    if (!opened) return;
    const from = document.activeElement;
    return () => {
      setTimeout(() => {
        if (!isNowhere()) return;
        if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
        else setTimeout(toContent, A_PAGES_TURN);
      });
    };
  }, [opened]);
}

/** Milliseconds in which a page may lead the keyboard to a better place of its own. */
const A_PAGES_TURN = 100;

/** Where what it was opened from has gone, the keyboard goes on from the screen, as after a link. */
function toContent() {
  if (!isNowhere() || document.querySelector("[role=dialog]")) return;
  document.getElementById("content")?.focus({ preventScroll: true });
}

/** A dialogue over the page; on a phone it is the page. Put together from Mantine's parts because
 * its whole one makes a second banner for screen readers. */
export function Dialog({ opened, onClose, title, busy = false, children }: Props) {
  const narrow = useMediaQuery("(max-width: 36em)");
  const cover = useContext(Covering);
  const [covered, setCovered] = useState(false);
  useGivingBack(opened);
  useEffect(() => {
    if (!opened) return;
    cover(true);
    return () => cover(false);
  }, [opened, cover]);
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size="lg"
      fullScreen={narrow}
      // lockScroll would add a <style> element, which the policy refuses; page.css locks instead.
      lockScroll={false}
      // Escape closes the uppermost; a click beside it would lose what was typed.
      closeOnEscape={!covered && !busy}
      closeOnClickOutside={false}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={styles.head}>
          <Modal.Title component="h2" className={styles.title}>
            {title}
          </Modal.Title>
          <Modal.CloseButton aria-label={t("Close")} disabled={busy} />
        </div>
        <Modal.Body>
          <Covering value={setCovered}>
            <Busy value={busy}>{children}</Busy>
          </Covering>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

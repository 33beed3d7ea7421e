import { Modal, type ModalRootProps } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import styles from "./Dialog.module.css";
import { t } from "./language";

interface Props extends Pick<ModalRootProps, "opened" | "onClose" | "children"> {
  title: string;
}

/** A dialogue over the page; on a phone it is the page. Put together from Mantine's parts because
 * its whole one makes a second banner for screen readers. */
export function Dialog({ opened, onClose, title, children }: Props) {
  const narrow = useMediaQuery("(max-width: 36em)");
  return (
    // lockScroll would add a <style> element, which the policy refuses; page.css locks instead.
    <Modal.Root opened={opened} onClose={onClose} size="lg" fullScreen={narrow} lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={styles.head}>
          <Modal.Title component="h2" className={styles.title}>
            {title}
          </Modal.Title>
          <Modal.CloseButton aria-label={t("Close")} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

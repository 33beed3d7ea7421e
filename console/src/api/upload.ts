import { t } from "../words/language";
import { Refusal } from "./refusal";
import type { UploadForm } from "./types";

/**
 * Sends a file straight to the bucket by the form the desk has signed.
 *
 * XMLHttpRequest, because fetch cannot tell how much has been sent.
 */
export function upload(
  file: File,
  form: Pick<UploadForm, "url" | "fields">,
  onSent: (share: number) => void,
) {
  return new Promise<void>((resolve, reject) => {
    const sender = new XMLHttpRequest();
    sender.upload.onprogress = (event) => {
      if (event.lengthComputable) onSent(event.loaded / event.total);
    };
    sender.onload = () => (sender.status < 300 ? resolve() : reject(refused(sender.status)));
    sender.onerror = () => reject(refused(0));
    sender.open("POST", form.url);
    sender.send(written(file, form.fields));
  });
}

/** S3 reads nothing after the file, so it comes last. */
function written(file: File, fields: Record<string, string>): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("file", file);
  return body;
}

function refused(status: number): Refusal {
  return new Refusal({
    title: t("The file was not stored."),
    status,
    detail: status
      ? t("The store refused the file ({status}).", { status })
      : t("The connection broke off."),
    instead: t("Choose the file again. If it stays so, tell whoever looks after Scandesk."),
  });
}

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Field, type Sending, typedIn } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Print } from '../kit/print.tsx';
import { Note } from '../kit/states.tsx';
import { sendFile } from '../shop/send-file.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { useChange } from './change.ts';
import { askForImage, changeProduct, imageUpload, keepProduct, readProduct } from './data/products.ts';
import type { AdminProduct } from './data/shapes.ts';
import { sha256Of } from './data/upload.ts';
import { isStale, useExplain } from './explain.ts';
import { Progress } from './progress.tsx';
import { say } from './toast.tsx';

type Image = AdminProduct['images'][number];

/** The pictures of a product: their order, what they show, and one more. */
export function Pictures({ product }: { product: AdminProduct }) {
  const o = useOffice();
  const { locale } = useWords();
  const explained = useExplain();
  const { images } = product;
  const arrange = useChange(
    async (kept: readonly Image[]) => {
      const body = { images: kept.map(({ id, alt }) => ({ id, alt })) };
      try {
        return await changeProduct(product.id, product.version, body);
      } catch (error) {
        // The order of pictures is nobody's text: it is put onto whatever else was changed, as long as they are the same ones.
        if (!isStale(error)) throw error;
        const now = await readProduct(product.id);
        const ids = new Set(now.images.map(({ id }) => id));
        if (images.length !== ids.size || images.some(({ id }) => !ids.has(id))) throw error;
        return changeProduct(product.id, now.version, body);
      }
    },
    (saved) => void keepProduct(saved),
  );
  const altOf = ({ alt }: Image) => alt[locale] ?? alt.en;
  return (
    <section className="plate pad stack" aria-labelledby="pictures">
      <h2 id="pictures">{o.product.pictures}</h2>
      {images.length === 0 ? (
        <p className="muted small">{o.product.noPictures}</p>
      ) : (
        <ul className="pictures">
          {images.map((image, index) => (
            <li key={image.id}>
              <div className="tone">
                <Print src={image.sizes.small.webp} alt={altOf(image)} />
              </div>
              <div>
                <p className="small">{altOf(image)}</p>
                {index === 0 ? (
                  <p className="tiny muted">{o.product.first}</p>
                ) : (
                  <button
                    type="button"
                    className="as-link small"
                    disabled={arrange.isPending}
                    onClick={() => arrange.mutate([image, ...images.filter((one) => one !== image)])}
                  >
                    {o.product.makeFirst(altOf(image))}
                  </button>
                )}{' '}
                <button
                  type="button"
                  className="as-link small"
                  disabled={arrange.isPending}
                  onClick={() => arrange.mutate(images.filter((one) => one !== image))}
                >
                  {o.product.removePicture(altOf(image))}
                </button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {arrange.error && (
        <div role="alert">
          <Note tone="bad" icon="warn">
            <p>{explained(arrange.error).title}</p>
          </Note>
        </div>
      )}
      <Upload product={product} />
    </section>
  );
}

function Upload({ product }: { product: AdminProduct }) {
  const o = useOffice();
  const explained = useExplain();
  const [percent, setPercent] = useState<number>();
  const [uploadId, setUploadId] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const send = useChange(
    async ({ file, alt }: { file: File; alt: string }) => {
      setUploadId(undefined);
      setPercent(0);
      const { uploadId: id, ...ticket } = await askForImage({
        productId: product.id,
        alt: { en: alt },
        fileName: file.name,
        contentType: file.type,
        size: file.size,
        sha256: await sha256Of(file),
      });
      await sendFile(ticket, file, setPercent);
      return id;
    },
    (id) => setUploadId(id),
  );
  const made = useQuery({ ...imageUpload(uploadId ?? ''), enabled: uploadId !== undefined });
  const status = uploadId === undefined ? undefined : made.data?.status;
  const count = product.images.length;
  // The product has the picture a moment after it was made.
  const arrived = useQuery({
    queryKey: ['office', 'arrives', product.id, uploadId],
    enabled: status === 'PROCESSED',
    queryFn: async ({ signal }) => {
      const now = await readProduct(product.id, signal);
      if (now.images.length > count) await keepProduct(now);
      return now.images.length;
    },
    refetchInterval: ({ state }) => ((state.data ?? 0) > count ? false : 1000),
  });
  const isThere = status === 'PROCESSED' && (arrived.data ?? 0) > 0 && uploadId !== undefined;
  useEffect(() => {
    if (!isThere) return;
    say(o.product.uploaded);
    form.current?.reset();
    setUploadId(undefined);
    setPercent(undefined);
  }, [count, isThere, o]);
  const submit = (event: Sending) => {
    event.preventDefault();
    const chosen = event.currentTarget.querySelector<HTMLInputElement>('[type=file]')?.files?.[0];
    if (chosen) send.mutate({ file: chosen, alt: typedIn(event.currentTarget, 'alt.en') });
  };
  const busy = send.isPending || (uploadId !== undefined && status !== 'REJECTED' && !made.isError);
  return (
    <form className="stack upload" onSubmit={submit} ref={form}>
      <Field
        label={o.product.choose}
        name="file"
        type="file"
        accept="image/jpeg,image/png,image/webp"
        hint={o.product.picturesHint}
        required
      />
      <Field label={o.product.alt} name="alt.en" hint={o.product.altHint} maxLength={200} required />
      {percent !== undefined && busy && (
        <Progress
          value={uploadId ? 100 : percent}
          text={uploadId ? o.product.making : o.product.uploading(percent)}
          live={uploadId !== undefined}
        />
      )}
      {send.error && (
        <div role="alert">
          <Note tone="bad" icon="warn">
            <strong>{explained(send.error).title}</strong>
            {explained(send.error).fields.map(({ name, message }) => (
              <p key={name}>{message}</p>
            ))}
          </Note>
        </div>
      )}
      {status === 'REJECTED' && (
        <div role="alert">
          <Note tone="bad" icon="warn">
            <strong>{o.product.rejected}</strong>
            {made.data?.reasons?.map(({ code, message }) => (
              <p key={code}>{message}</p>
            ))}
          </Note>
        </div>
      )}
      <button type="submit" className="bead sm" disabled={busy}>
        <Icon name="upload" size="s" />
        {o.product.upload}
      </button>
    </form>
  );
}

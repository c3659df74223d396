import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { vars } from '../kit/print.tsx';
import { Note } from '../kit/states.tsx';
import { cancelFile, type PrintFile, pauseFile, resumeFile } from '../shop/print-files.ts';
import type { Upload } from '../shop/print-shapes.ts';
import { removeUpload, upload, uploads } from '../shop/prints.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';
import { usePrintExplain } from './print-explain.ts';

/** What is chosen: a file of this page by its key, or an upload by its id. */
export type Chosen = { readonly key: string } | { readonly uploadId: string };

/** The files of this page, and those that were sent before. */
export function Files({
  files,
  chosen,
  onChoose,
  signedIn,
}: {
  files: readonly PrintFile[];
  chosen: string | undefined;
  onChoose: (chosen: Chosen | undefined) => void;
  signedIn: boolean;
}) {
  const p = usePrint();
  const { t } = useWords();
  const before = useInfiniteQuery({ ...uploads(), enabled: signedIn });
  const here = new Set(files.map(({ uploadId }) => uploadId));
  const sent = before.data?.pages.flatMap(({ items }) => items).filter(({ id }) => !here.has(id)) ?? [];
  if (files.length === 0 && sent.length === 0) return null;
  return (
    <section className="files-part" aria-labelledby="files">
      <h2 id="files">{p.files.title}</h2>
      <ul className="states">
        {files.map((file) => (
          <Here
            key={file.key}
            file={file}
            current={chosen === file.key || (file.uploadId !== undefined && chosen === file.uploadId)}
            onChoose={onChoose}
          />
        ))}
        {sent.map((one) => (
          <Sent key={one.id} upload={one} current={chosen === one.id} onChoose={onChoose} />
        ))}
      </ul>
      {before.hasNextPage && (
        <button type="button" className="bead" onClick={() => void before.fetchNextPage()}>
          {t.frame.more}
        </button>
      )}
    </section>
  );
}

const TONES: Readonly<Record<PrintFile['stage'], string>> = {
  reading: '',
  waiting: 'wait',
  queued: '',
  sending: 'hot',
  paused: 'wait',
  failed: 'bad',
  refused: 'bad',
  sent: 'good',
};

const MEGABYTE = 1_000_000;

export function useMegabytes(): (bytes: number) => string {
  const { number } = useWords();
  return (bytes) => number(Math.max(0.1, Math.round(bytes / (MEGABYTE / 10)) / 10));
}

function Here({
  file,
  current,
  onChoose,
}: {
  file: PrintFile;
  current: boolean;
  onChoose: (chosen: Chosen | undefined) => void;
}) {
  const p = usePrint();
  const { number } = useWords();
  const megabytes = useMegabytes();
  const explained = usePrintExplain();
  const { key, name, size, stage, percent, error, refusal, uploadId } = file;
  const { data } = useQuery({ ...upload(uploadId ?? ''), enabled: stage === 'sent' && uploadId !== undefined });
  const refused = data?.status === 'REJECTED_LIGHT' ? data.reasons : undefined;
  const progress = refused
    ? p.files.stages.refused
    : stage === 'sending'
      ? p.files.percent(number(percent))
      : stage === 'sent'
        ? data?.analysis
          ? p.files.stages.measured
          : p.files.stages.measuring
        : p.files.stages[stage];
  return (
    <li className="plate" data-current={current || undefined}>
      <span className={`tag ${refused ? 'bad' : TONES[stage]}`} role="status">
        {progress}
      </span>
      <h3>
        {stage === 'refused' ? (
          name
        ) : (
          <button
            type="button"
            className="as-title"
            aria-label={p.files.show(name)}
            aria-current={current || undefined}
            onClick={() => onChoose({ key })}
          >
            {name}
          </button>
        )}
      </h3>
      {stage === 'sending' && (
        <div
          className="bar"
          role="progressbar"
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-label={name}
        >
          <i style={vars({ '--v': `${percent}%` })} />
        </div>
      )}
      <p className="muted">
        {stage === 'sending'
          ? p.files.sentOf(megabytes((size * percent) / 100), megabytes(size))
          : stage === 'paused'
            ? p.files.fromStart
            : stage === 'failed'
              ? explained(error).title
              : refusal
                ? p.refusals[refusal]
                : refused
                  ? refused.map(({ code, message }) => p.refusals[code] ?? message).join(' ')
                  : p.files.size(megabytes(size))}
      </p>
      <div className="row wrap">
        {(stage === 'sending' || stage === 'queued') && (
          <button type="button" className="bead sm" onClick={() => pauseFile(key)}>
            {p.files.pause}
          </button>
        )}
        {(stage === 'paused' || stage === 'failed') && (
          <button type="button" className="bead sm" onClick={() => resumeFile(key)}>
            {stage === 'paused' ? p.files.resume : p.files.again}
          </button>
        )}
        {stage === 'waiting' && (
          <Link className="bead sm" to="/sign-in" search={{ next: '/print' }}>
            {p.files.signIn}
          </Link>
        )}
        <button
          type="button"
          className="bead sm bare"
          onClick={() => {
            if (current) onChoose(undefined);
            cancelFile(key);
          }}
        >
          {stage === 'sent' || stage === 'refused' ? p.files.remove : p.files.cancel}
        </button>
      </div>
    </li>
  );
}

function Sent({
  upload: { id, fileName, size, status, analysis, reasons },
  current,
  onChoose,
}: {
  upload: Upload;
  current: boolean;
  onChoose: (chosen: Chosen | undefined) => void;
}) {
  const p = usePrint();
  const megabytes = useMegabytes();
  const explained = usePrintExplain();
  const remove = useMutation({
    mutationFn: () => removeUpload(id),
    onSuccess: () => current && onChoose(undefined),
  });
  const refused = status === 'REJECTED_LIGHT';
  return (
    <li className="plate" data-current={current || undefined}>
      <span className={`tag ${refused ? 'bad' : analysis ? 'good' : ''}`}>
        {refused ? p.files.stages.refused : analysis ? p.files.stages.measured : p.files.stages.measuring}
      </span>
      <h3>
        <button
          type="button"
          className="as-title"
          aria-label={p.files.show(fileName)}
          aria-current={current || undefined}
          onClick={() => onChoose({ uploadId: id })}
        >
          {fileName}
        </button>
      </h3>
      <p className="muted">
        {refused
          ? reasons?.map(({ code, message }) => p.refusals[code] ?? message).join(' ')
          : p.files.size(megabytes(size))}
      </p>
      {remove.error && (
        <Note tone="wait" icon="warn">
          <p role="alert">{explained(remove.error).title}</p>
        </Note>
      )}
      <div className="row wrap">
        <button type="button" className="bead sm bare" disabled={remove.isPending} onClick={() => remove.mutate()}>
          {p.files.remove}
          <span className="sr"> {fileName}</span>
        </button>
      </div>
    </li>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Field, type Sending } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Note } from '../kit/states.tsx';
import { queries } from '../shop/client.ts';
import { sendFile } from '../shop/send-file.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { useChange } from './change.ts';
import { askToExport, askToImport, exportJob, type ImportJob, importJob } from './data/products.ts';
import { sha256Of } from './data/upload.ts';
import { Desk } from './desk.tsx';
import { useExplain } from './explain.ts';
import { A, paths, useSearch } from './link.tsx';
import { Progress } from './progress.tsx';
import './product.css';

/** Products in a file, in and out. The address keeps the jobs: a reload goes on looking at them. */
export function SheetsPage() {
  const o = useOffice();
  return (
    <Desk title={`${o.products.import} / ${o.products.export}`} back={paths.products}>
      <div className="two">
        <Import />
        <Export />
      </div>
    </Desk>
  );
}

const MOST_BYTES = 20_000_000;

function Import() {
  const o = useOffice();
  const explained = useExplain();
  const [search, sayAddress] = useSearch();
  const importId = search.get('import') ?? undefined;
  const [percent, setPercent] = useState<number>();
  const [tooLarge, setTooLarge] = useState(false);
  const send = useChange(
    async (file: File) => {
      setPercent(0);
      const body = { fileName: file.name, size: file.size, sha256: await sha256Of(file) };
      const { importId: id, ...ticket } = await askToImport(body);
      await sendFile(ticket, file, setPercent);
      return id;
    },
    (id) => sayAddress({ import: id }),
  );
  const job = useQuery({ ...importJob(importId ?? ''), enabled: importId !== undefined });
  const submit = (event: Sending) => {
    event.preventDefault();
    const file = event.currentTarget.querySelector<HTMLInputElement>('[type=file]')?.files?.[0];
    setTooLarge(file !== undefined && file.size > MOST_BYTES);
    if (file && file.size <= MOST_BYTES) send.mutate(file);
  };
  const another = () => {
    send.reset();
    setPercent(undefined);
    sayAddress({ import: undefined });
    void queries.invalidateQueries({ queryKey: ['office', 'products'] });
  };
  return (
    <section className="plate pad stack" aria-labelledby="import">
      <h2 id="import">{o.sheets.importTitle}</h2>
      <p className="muted">{o.sheets.importLead}</p>
      {importId === undefined ? (
        <form className="stack upload" onSubmit={submit}>
          <Field
            label={o.sheets.file}
            name="file"
            type="file"
            accept=".csv,text/csv"
            hint={o.sheets.fileHint}
            error={tooLarge ? o.sheets.tooLarge : undefined}
            required
          />
          {send.isPending && <Progress value={percent ?? 0} text={o.sheets.uploading(percent ?? 0)} />}
          {send.error && (
            <div role="alert">
              <Note tone="bad" icon="warn">
                <p>{explained(send.error).title}</p>
              </Note>
            </div>
          )}
          <button type="submit" className="bead ink" disabled={send.isPending}>
            <Icon name="upload" size="s" />
            {o.sheets.start}
          </button>
        </form>
      ) : (
        <>
          {job.isError && !job.data && (
            <Note tone="bad" icon="warn">
              <p>{explained(job.error).title}</p>
            </Note>
          )}
          {!job.data && !job.isError && <Progress value={100} text={o.sheets.reading} live />}
          {job.data && <Report job={job.data} />}
          <div className="row wrap">
            <button type="button" className="bead sm" onClick={another}>
              {o.sheets.another}
            </button>
            <A className="bead sm" href={paths.products}>
              {o.sheets.toProducts}
            </A>
          </div>
        </>
      )}
    </section>
  );
}

/** How far an import is, and what is wrong with which row. */
function Report({ job: { status, counts, errors, moreErrors, reason, fileName } }: { job: ImportJob }) {
  const o = useOffice();
  const { number } = useWords();
  const done = counts.created + counts.changed + counts.unchanged + counts.failed;
  const runs = status === 'WAITING' || status === 'RUNNING';
  return (
    <div className="stack">
      <p>
        <strong>{fileName}</strong>
      </p>
      {runs ? (
        <Progress
          value={counts.rows > 0 ? Math.round((100 * done) / counts.rows) : 0}
          text={counts.rows > 0 ? o.list.progress(done, counts.rows) : o.sheets.states[status]}
          live={counts.rows === 0}
        />
      ) : (
        <Note
          tone={status === 'FAILED' ? 'bad' : counts.failed > 0 ? 'wait' : 'good'}
          icon={status === 'DONE' ? 'check' : 'warn'}
        >
          <strong>{o.sheets.states[status]}</strong>
          {reason && <p>{reason}</p>}
          {status === 'DONE' && counts.failed === 0 && <p>{o.sheets.noErrors}</p>}
        </Note>
      )}
      <dl className="counts">
        {(['rows', 'created', 'changed', 'unchanged', 'failed'] as const).map((name) => (
          <div key={name}>
            <dt>{o.sheets[name]}</dt>
            <dd>{number(counts[name])}</dd>
          </div>
        ))}
      </dl>
      {errors.length > 0 && (
        <>
          <h3>{o.sheets.errors}</h3>
          <div className="table">
            <table>
              <thead>
                <tr>
                  <th scope="col">{o.sheets.row}</th>
                  <th scope="col">{o.sheets.column}</th>
                  <th scope="col">{o.sheets.message}</th>
                </tr>
              </thead>
              <tbody>
                {errors.map(({ row, column, message }) => (
                  <tr key={`${row} ${column} ${message}`}>
                    <th scope="row">{number(row)}</th>
                    <td className="mono">{column}</td>
                    <td>{message}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {moreErrors > 0 && <p className="small muted">{o.sheets.moreErrors(moreErrors)}</p>}
        </>
      )}
    </div>
  );
}

function Export() {
  const o = useOffice();
  const explained = useExplain();
  const [search, sayAddress] = useSearch();
  const exportId = search.get('export') ?? undefined;
  const ask = useChange(askToExport, ({ exportId: id }) => sayAddress({ export: id }));
  const job = useQuery({ ...exportJob(exportId ?? ''), enabled: exportId !== undefined });
  const status = exportId === undefined ? undefined : (job.data?.status ?? 'PENDING');
  const error = ask.error ?? (job.data ? undefined : job.error);
  return (
    <section className="plate pad stack" aria-labelledby="export">
      <h2 id="export">{o.sheets.exportTitle}</h2>
      <p className="muted">{o.sheets.exportLead}</p>
      {error && (
        <div role="alert">
          <Note tone="bad" icon="warn">
            <p>{explained(error).title}</p>
          </Note>
        </div>
      )}
      {status === 'PENDING' && !error && <Progress value={100} text={o.sheets.exportRuns} live />}
      {status === 'FAILED' && (
        <Note tone="bad" icon="warn">
          <p>{o.sheets.exportFailed}</p>
        </Note>
      )}
      {status === 'READY' && job.data?.url !== undefined && (
        <Note tone="good" icon="check">
          <strong>{o.sheets.exportReady}</strong>
          <p>
            <a href={job.data.url} download>
              {o.sheets.download}
            </a>
          </p>
        </Note>
      )}
      <div className="row">
        <button
          type="button"
          className="bead ink"
          disabled={ask.isPending || (status === 'PENDING' && !error)}
          onClick={() => ask.mutate(undefined)}
        >
          <Icon name="doc" size="s" />
          {o.sheets.exportStart}
        </button>
      </div>
    </section>
  );
}

import { Body, Button, Container, Head, Heading, Hr, Html, Img, Preview, Section, Text } from 'react-email';
import type { LetterPage } from './letter-page.ts';

const ink = '#1d2733';
const faint = '#5b6673';
const accent = '#0b5cad';
const face = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Words that customers type have no end: they break anywhere before the page gets wider than its window. */
const breaks = { overflowWrap: 'anywhere', wordBreak: 'break-word' } as const;

/** Pixels of a picture of a model where there is room; it is kept in 640 × 480, and the sheet has room for 496. */
const PICTURE_WIDTH = 496;
const PICTURE_HEIGHT = 372;

const style = {
  body: { ...breaks, margin: 0, padding: '24px 12px', backgroundColor: '#f3f5f7', fontFamily: face },
  sheet: { maxWidth: '560px', padding: '32px', backgroundColor: '#ffffff', borderRadius: '8px' },
  brand: { margin: '0 0 24px', color: ink, fontSize: '20px', lineHeight: '28px' },
  text: { margin: '0 0 16px', color: ink, fontSize: '16px', lineHeight: '24px' },
  picture: {
    width: '100%',
    maxWidth: `${PICTURE_WIDTH}px`,
    height: 'auto',
    margin: '8px 0 24px',
    color: faint,
    fontSize: '15px',
  },
  button: { padding: '12px 20px', backgroundColor: accent, color: '#ffffff', borderRadius: '6px', fontSize: '16px' },
  action: { margin: '8px 0 24px' },
  figures: {
    width: '100%',
    tableLayout: 'fixed',
    margin: '8px 0 24px',
    borderCollapse: 'collapse',
    color: ink,
    fontSize: '15px',
  },
  label: { padding: '6px 12px 6px 0', textAlign: 'left', verticalAlign: 'top' },
  value: { padding: '6px 0', width: '40%', textAlign: 'right', verticalAlign: 'top' },
  footer: { margin: '16px 0 0', color: faint, fontSize: '13px', lineHeight: '20px' },
} as const;

const weight = (strong: boolean | undefined) => (strong ? ({ fontWeight: 700 } as const) : {});

/**
 * A letter as HTML. The pictures of models come from the shop itself, and nothing else is remote, so that opening it tells
 * nobody else. All words are text nodes or attributes of React, which escapes them.
 */
export function LetterHtml({ page, language }: { readonly page: LetterPage; readonly language: string }) {
  return (
    <Html lang={language}>
      <Head />
      <Preview>{page.preview}</Preview>
      <Body style={style.body} lang={language}>
        <Container style={style.sheet}>
          <Heading as="h1" style={style.brand}>
            PrintVerse
          </Heading>
          <Text style={style.text}>{page.greeting}</Text>
          <Paragraphs texts={page.before} />
          {page.pictures?.map(({ src, alt }) => (
            <Img key={src} src={src} alt={alt} width={PICTURE_WIDTH} height={PICTURE_HEIGHT} style={style.picture} />
          ))}
          {page.action && (
            <Section style={style.action}>
              <Button href={page.action.href} style={style.button}>
                {page.action.label}
              </Button>
            </Section>
          )}
          {page.figures && (
            <table className="figures" style={style.figures}>
              <tbody>
                {page.figures.map(({ label, value, strong }, row) => (
                  <tr key={row} style={weight(strong)}>
                    <td style={style.label}>{label}</td>
                    <td style={style.value}>{value}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {page.address && (
            <Text style={style.text}>
              <strong>{page.address.title}</strong>
              {page.address.lines.map((line, row) => (
                <span key={row}>
                  <br />
                  {line}
                </span>
              ))}
            </Text>
          )}
          <Paragraphs texts={page.after} />
          <Text style={style.text}>{page.closing}</Text>
          <Hr />
          <Text style={style.footer}>{page.footer}</Text>
        </Container>
      </Body>
    </Html>
  );
}

const Paragraphs = ({ texts }: { readonly texts: readonly string[] }) =>
  texts.map((paragraph) => (
    <Text key={paragraph} style={style.text}>
      {paragraph}
    </Text>
  ));

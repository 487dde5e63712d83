const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `4,180.00`: the systems do not say in which currency. */
export const inMoney = (amount: number): string => money.format(amount);

// What the composer says.

import { words } from '../../i18n/table.ts'

export const composerWords = words({
  to: { en: 'Message to {room}', es: 'Mensaje para {room}', fr: 'Message pour {room}', cs: 'Zpráva pro {room}' },
  send: { en: 'Send', es: 'Enviar', fr: 'Envoyer', cs: 'Odeslat' },
  save: { en: 'Save', es: 'Guardar', fr: 'Enregistrer', cs: 'Uložit' },
  attach: { en: 'Share files', es: 'Compartir archivos', fr: 'Partager des fichiers', cs: 'Sdílet soubory' },
  emoji: { en: 'Emoji', es: 'Emojis', fr: 'Émojis', cs: 'Emoji' },
  replying: { en: 'Answer to {name}', es: 'Respuesta a {name}', fr: 'Réponse à {name}', cs: 'Odpověď pro {name}' },
  editing: {
    en: 'You are changing your message',
    es: 'Estás cambiando tu mensaje',
    fr: 'Vous modifiez votre message',
    cs: 'Měníte svou zprávu',
  },
  noReply: { en: 'Do not answer', es: 'No responder', fr: 'Ne pas répondre', cs: 'Neodpovídat' },
  noEdit: {
    en: 'Leave it as it is',
    es: 'Dejarlo como está',
    fr: 'Ne rien changer',
    cs: 'Nechat ji, jak je',
  },
  emptied: {
    en: 'To take a message back, erase it from its menu.',
    es: 'Para retirar un mensaje, bórralo desde su menú.',
    fr: 'Pour retirer un message, effacez-le depuis son menu.',
    cs: 'Chcete-li vzít zprávu zpět, smažte ji v její nabídce.',
  },
  left: {
    en: { one: '{count} byte left', other: '{count} bytes left' },
    es: { one: 'Queda {count} byte', other: 'Quedan {count} bytes' },
    fr: { one: 'Il reste {count} octet', other: 'Il reste {count} octets' },
    cs: { one: 'Zbývá {count} bajt', few: 'Zbývají {count} bajty', other: 'Zbývá {count} bajtů' },
  },
  over: {
    en: { one: 'Too long by {count} byte', other: 'Too long by {count} bytes' },
    es: { one: 'Demasiado largo: sobra {count} byte', other: 'Demasiado largo: sobran {count} bytes' },
    fr: { one: 'Trop long de {count} octet', other: 'Trop long de {count} octets' },
    cs: {
      one: 'O {count} bajt delší, než může být',
      few: 'O {count} bajty delší, než může být',
      other: 'O {count} bajtů delší, než může být',
    },
  },
  moderated: {
    en: 'You may read here. Only people with a voice speak.',
    es: 'Aquí puedes leer. Solo hablan quienes tienen voz.',
    fr: 'Vous pouvez lire ici. Seules les personnes ayant la parole s’expriment.',
    cs: 'Tady můžete číst. Psát smějí jen ti, kdo mají slovo.',
  },
  accounts: {
    en: 'You may read here. To speak, sign in to an account.',
    es: 'Aquí puedes leer. Para hablar, inicia sesión en una cuenta.',
    fr: 'Vous pouvez lire ici. Pour parler, connectez-vous à un compte.',
    cs: 'Tady můžete číst. Chcete-li psát, přihlaste se k účtu.',
  },
  toAccount: { en: 'To my account', es: 'A mi cuenta', fr: 'Vers mon compte', cs: 'K mému účtu' },
  suggestions: { en: 'Suggestions', es: 'Sugerencias', fr: 'Suggestions', cs: 'Návrhy' },
  suggested: {
    en: { one: '{count} suggestion. Tab takes it.', other: '{count} suggestions. Arrows choose, Tab takes one.' },
    es: { one: '{count} sugerencia. Tab la toma.', other: '{count} sugerencias. Las flechas eligen, Tab la toma.' },
    fr: { one: '{count} suggestion. Tab la prend.', other: '{count} suggestions. Les flèches choisissent, Tab prend.' },
    cs: {
      one: '{count} návrh. Tabulátor ho vezme.',
      few: '{count} návrhy. Šipky vybírají, tabulátor bere.',
      other: '{count} návrhů. Šipky vybírají, tabulátor bere.',
    },
  },
  answer: { en: 'Answer', es: 'Respuesta', fr: 'Réponse', cs: 'Odpověď' },
  close: { en: 'Close', es: 'Cerrar', fr: 'Fermer', cs: 'Zavřít' },
  copy: { en: 'Copy', es: 'Copiar', fr: 'Copier', cs: 'Kopírovat' },
  copied: { en: 'Copied', es: 'Copiado', fr: 'Copié', cs: 'Zkopírováno' },
})

// What is said about files on their way.

import { words } from '../../../i18n/table.ts'

export const fileWords = words({
  files: { en: 'Files to share', es: 'Archivos por compartir', fr: 'Fichiers à partager', cs: 'Soubory ke sdílení' },
  chosen: {
    en: 'Goes with your message',
    es: 'Va con tu mensaje',
    fr: 'Part avec votre message',
    cs: 'Odejde s vaší zprávou',
  },
  waiting: { en: 'Waiting for its turn', es: 'Espera su turno', fr: 'Attend son tour', cs: 'Čeká, až přijde na řadu' },
  offline: {
    en: 'Waiting for the connection',
    es: 'Espera la conexión',
    fr: 'Attend la connexion',
    cs: 'Čeká na spojení',
  },
  sending: { en: '{percent} %', es: '{percent} %', fr: '{percent} %', cs: '{percent} %' },
  progress: {
    en: 'How much of {name} is sent',
    es: 'Cuánto se ha enviado de {name}',
    fr: 'Avancement de l’envoi de {name}',
    cs: 'Kolik je odesláno ze souboru {name}',
  },
  remove: { en: 'Take {name} away', es: 'Quitar {name}', fr: 'Retirer {name}', cs: 'Odebrat {name}' },
  cancel: { en: 'Cancel {name}', es: 'Cancelar {name}', fr: 'Annuler {name}', cs: 'Zrušit {name}' },
  retry: { en: 'Send {name} again', es: 'Reenviar {name}', fr: 'Renvoyer {name}', cs: 'Odeslat {name} znovu' },
  tooMany: {
    en: 'At most {count} files at a time.',
    es: 'Como máximo {count} archivos a la vez.',
    fr: 'Pas plus de {count} fichiers à la fois.',
    cs: 'Najednou nejvýš {count} souborů.',
  },
  drop: {
    en: 'Drop files to share them here',
    es: 'Suelta los archivos para compartirlos aquí',
    fr: 'Déposez des fichiers pour les partager ici',
    cs: 'Pusťte soubory, sdílí se sem',
  },
})

// What is said on and around a single message.

import { words } from '../../../i18n/table.ts'

export const messageWords = words({
  edited: { en: 'edited', es: 'editado', fr: 'modifié', cs: 'upraveno' },
  editedAt: { en: 'Edited {time}', es: 'Editado: {time}', fr: 'Modifié : {time}', cs: 'Upraveno {time}' },
  notice: { en: 'Notice', es: 'Aviso', fr: 'Annonce', cs: 'Oznámení' },
  takenBack: {
    en: 'This was taken back.',
    es: 'Este mensaje se ha retirado.',
    fr: 'Ce message a été retiré.',
    cs: 'Tato zpráva byla vzata zpět.',
  },
  takenBackBy: {
    en: '{name} took this back.',
    es: '{name} ha retirado este mensaje.',
    fr: '{name} a retiré ce message.',
    cs: 'Zpráva byla vzata zpět (provedl: {name}).',
  },
  why: { en: 'Reason: {reason}', es: 'Motivo: {reason}', fr: 'Raison : {reason}', cs: 'Důvod: {reason}' },
  answers: {
    en: 'In reply to {name}',
    es: 'En respuesta a {name}',
    fr: 'En réponse à {name}',
    cs: 'Odpověď – {name}',
  },
  answersSomething: {
    en: 'In reply to an earlier message',
    es: 'En respuesta a un mensaje anterior',
    fr: 'En réponse à un message antérieur',
    cs: 'Odpověď na dřívější zprávu',
  },
  actions: { en: 'Actions', es: 'Acciones', fr: 'Actions', cs: 'Akce' },
  more: { en: 'More actions', es: 'Más acciones', fr: 'Plus d’actions', cs: 'Další akce' },
  reply: { en: 'Reply', es: 'Responder', fr: 'Répondre', cs: 'Odpovědět' },
  react: { en: 'Add a reaction', es: 'Añadir una reacción', fr: 'Ajouter une réaction', cs: 'Přidat reakci' },
  reactWith: {
    en: 'React with {emoji}',
    es: 'Reaccionar con {emoji}',
    fr: 'Réagir avec {emoji}',
    cs: 'Reagovat {emoji}',
  },
  edit: { en: 'Edit', es: 'Editar', fr: 'Modifier', cs: 'Upravit' },
  copy: { en: 'Copy the text', es: 'Copiar el texto', fr: 'Copier le texte', cs: 'Kopírovat text' },
  link: { en: 'Copy the link', es: 'Copiar el enlace', fr: 'Copier le lien', cs: 'Kopírovat odkaz' },
  erase: { en: 'Take back', es: 'Retirar', fr: 'Retirer', cs: 'Vzít zpět' },
  reallyErase: {
    en: 'Take this message back? It is gone for everybody, and cannot be brought back.',
    es: '¿Retirar este mensaje? Desaparecerá para todos y no se podrá recuperar.',
    fr: 'Retirer ce message ? Il disparaîtra pour tout le monde, sans retour possible.',
    cs: 'Vzít tuto zprávu zpět? Zmizí všem a nelze ji obnovit.',
  },
  cancel: { en: 'Cancel', es: 'Cancelar', fr: 'Annuler', cs: 'Zrušit' },
  copied: { en: 'Copied', es: 'Copiado', fr: 'Copié', cs: 'Zkopírováno' },
  notCopied: {
    en: 'This browser does not let us copy.',
    es: 'Este navegador no permite copiar.',
    fr: 'Ce navigateur ne permet pas de copier.',
    cs: 'Tento prohlížeč kopírování nedovoluje.',
  },
  reactions: { en: 'Reactions', es: 'Reacciones', fr: 'Réactions', cs: 'Reakce' },
  reacted: {
    en: '{emoji}, {count}: {names}',
    es: '{emoji}, {count}: {names}',
    fr: '{emoji}, {count} : {names}',
    cs: '{emoji}, {count}: {names}',
  },
})

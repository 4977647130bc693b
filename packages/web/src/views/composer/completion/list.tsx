// The list of what could stand at the caret, above the field; the focus stays in the field.

import { useWords } from '../../../i18n/words.ts'
import { composerWords } from '../words.ts'
import type { Candidate } from './candidates.ts'

interface CompletionListProps {
  readonly id: string
  readonly candidates: readonly Candidate[]
  readonly at: number
  readonly onTake: (candidate: Candidate) => void
}

export function CompletionList({ id, candidates, at, onTake }: CompletionListProps) {
  const t = useWords(composerWords)
  return (
    <div className="completion" id={id} role="listbox" aria-label={t('suggestions')}>
      {candidates.map((candidate, place) => (
        <div
          key={candidate.text}
          className="completion-row"
          id={optionId(id, place)}
          role="option"
          aria-selected={place === at}
          // A press would take the focus out of the field.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(candidate)}
        >
          {candidate.sign && <span className="completion-sign">{candidate.sign}</span>}
          <span className="completion-label" dir="auto">
            {candidate.label}
          </span>
          {candidate.about && (
            <span className="completion-about" dir="auto">
              {candidate.about}
            </span>
          )}
        </div>
      ))}
    </div>
  )
}

export function optionId(id: string, place: number): string {
  return `${id}-${place}`
}

<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Flow\Finding;
use Paygent\Payments\Flow\Inquiry;
use Paygent\Payments\Rules\Aliveness;

/** What 094 has shown of an attempt: of each of its payments that could be asked about. */
final class AttemptFacts
{
    /** @param non-empty-list<Inquiry> $inquiries */
    public function __construct(public readonly array $inquiries) {}

    /** The payment that decides about the attempt: the one with money, else one that may still get it. */
    public function best(): ?Inquiry
    {
        $best = null;
        foreach ($this->inquiries as $inquiry) {
            if ($inquiry->evidence !== null && ($best === null || self::rank($inquiry) > self::rank($best))) {
                $best = $inquiry;
            }
        }

        return $best;
    }

    /** Paygent knows nothing of this attempt. */
    public function isNothing(): bool
    {
        foreach ($this->inquiries as $inquiry) {
            if ($inquiry->finding !== Finding::NoSuchPayment) {
                return false;
            }
        }

        return true;
    }

    /** A question was not answered, or there are payments that nobody has named to us. */
    public function isIncomplete(): bool
    {
        $findings = array_map(static fn (Inquiry $inquiry): Finding => $inquiry->finding, $this->inquiries);
        $found = array_filter($findings, static fn (Finding $finding): bool => $finding === Finding::Found);

        return \in_array(Finding::NoEvidence, $findings, true)
            || (\in_array(Finding::Several, $findings, true) && \count($found) < 2);
    }

    /** For people: "094: 20", "094: 13001", "094: no answer". */
    public function text(): string
    {
        $texts = array_map(static fn (Inquiry $inquiry): string => match ($inquiry->finding) {
            Finding::Found => $inquiry->evidence->status ?? '',
            Finding::NoSuchPayment => '13001',
            Finding::Several => '13002',
            Finding::NoEvidence => 'no answer',
        }, $this->inquiries);

        return '094: ' . implode(', ', $texts);
    }

    private static function rank(Inquiry $inquiry): int
    {
        $evidence = $inquiry->evidence;
        $life = $evidence === null ? null : Aliveness::of($evidence->paymentType, $evidence->status);

        return match (true) {
            $life === null => 0,
            $life->holdsMoney() => 3,
            $life->isAlive() => 2,
            default => 1,
        };
    }
}

<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Flow\Finding;
use Paygent\Payments\Flow\Inquiries;
use Paygent\Payments\Flow\Settler;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Operation\Steps;
use Paygent\Payments\Support\Clock;

/**
 * Telegrams that workers left behind: expired leases, plans of the engine itself that nobody sent, and
 * every unknown outcome whose next question is due.
 */
final class TelegramPart
{
    /** Pause between two questions about a telegram that a person was told of. */
    private const ATTENTION_MS = 3_600_000;

    public function __construct(
        private readonly Candidates $candidates,
        private readonly Intents $intents,
        private readonly Settler $settler,
        private readonly Steps $steps,
        private readonly Inquiries $inquiries,
        private readonly Accounts $accounts,
        private readonly EffectDelivery $delivery,
        private readonly Clock $clock,
        private readonly int $leaseMs,
    ) {}

    public function run(Run $run): void
    {
        $options = $run->options;
        if (!$run->isDry()) {
            $this->leases($run);
        }
        $unknown = $this->candidates->unknown($this->clock->now(), $options->limit, $options->orderRef);
        $run->each($unknown, fn (Intent $intent) => $this->settled($run, $intent, ToDo::Wait));
        $attention = $this->candidates->attention($this->clock->now(), $options->limit, $options->orderRef);
        $run->each($attention, fn (Intent $intent) => $this->settled($run, $intent, ToDo::Look));
    }

    private function leases(Run $run): void
    {
        foreach ($this->intents->expireLeases($this->clock->now(), Steps::ENGINE, $run->options->limit) as $intent) {
            $run->found(What::Lease, $intent->orderRef, $intent->paymentId, $intent->kind . ' sending', 'unknown', ToDo::Wait);
        }
        $taken = $this->intents->takeOver($this->clock->now(), $this->leaseMs, Steps::ENGINE, $run->options->limit);
        $run->each($taken, function (Intent $intent) use ($run): void {
            $this->steps->send($intent);
            $this->delivered($intent);
            $now = $this->intents->find($intent->id) ?? $intent;
            $run->found(
                What::Lease,
                $intent->orderRef,
                $intent->paymentId,
                $intent->kind . ' ' . $intent->state->value,
                trim($now->state->value . ' ' . $now->code),
                $now->state->isOpen() ? ToDo::Wait : ToDo::Nothing,
            );
        });
    }

    private function settled(Run $run, Intent $intent, ToDo $still): void
    {
        $before = $intent->kind . ' ' . $intent->state->value;
        if ($run->isDry()) {
            $run->found(What::Unknown, $intent->orderRef, $intent->paymentId, $before, $this->shown($intent), ToDo::Run);

            return;
        }
        $pause = $still === ToDo::Wait ? Pause::CLAIM_MS : self::ATTENTION_MS;
        if (!$this->candidates->claimIntent($intent, $this->clock->now() + $pause)) {
            return;
        }
        $this->settler->settle($intent);
        $this->delivered($intent);
        $now = $this->intents->find($intent->id) ?? $intent;
        $run->found(
            What::Unknown,
            $intent->orderRef,
            $now->paymentId,
            $before,
            trim($now->state->value . ' ' . $now->code),
            $now->state->isOpen() ? $still : ToDo::Nothing,
        );
    }

    private function shown(Intent $intent): string
    {
        $inquiry = $this->inquiries->ask(
            $this->accounts->byId($intent->accountId),
            $intent->paymentId,
            $intent->tradingId,
            $intent->paymentType,
        );

        return '094: ' . match ($inquiry->finding) {
            Finding::Found => $inquiry->evidence->status ?? '',
            Finding::NoSuchPayment => '13001',
            Finding::Several => '13002',
            Finding::NoEvidence => 'no answer',
        };
    }

    private function delivered(Intent $intent): void
    {
        if ($intent->orderRef !== null) {
            $this->delivery->deliver($intent->orderRef);
        }
    }
}

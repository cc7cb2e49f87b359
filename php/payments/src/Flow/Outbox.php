<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Event\Events;
use Paygent\Payments\Event\NeedsAttention;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Effect;
use Paygent\Payments\Journal\EffectKind;
use Paygent\Payments\Journal\Effects;
use Paygent\Payments\Journal\Holds;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Support\Clock;

/**
 * What the shop is told, by its key `order:attempt:kind`: asking twice for the same makes one effect.
 * Inside the transaction of what caused it.
 */
final class Outbox
{
    public function __construct(
        private readonly Effects $effects,
        private readonly Holds $holds,
        private readonly Clock $clock,
        private readonly ?Events $events = null,
    ) {}

    public function completeOrder(Attempt $attempt): void
    {
        $this->want($attempt->orderRef, $attempt->id, EffectKind::CompleteOrder, [
            'amount' => $attempt->amount,
            'method' => $attempt->method->value,
            'trading_id' => $attempt->tradingId,
        ] + ($attempt->instructions ?? []));
    }

    public function markPaid(Attempt $attempt, Payment $payment): void
    {
        $this->completeOrder($attempt);
        $this->want($attempt->orderRef, $attempt->id, EffectKind::MarkPaid, [
            'amount' => $payment->amount,
            'payment_id' => $payment->paymentId,
            'paid_at' => $payment->paidAt ?? $payment->evidenceAt,
        ]);
    }

    public function cancelOrder(Attempt $attempt, Payment $payment): void
    {
        $this->want($attempt->orderRef, $attempt->id, EffectKind::CancelOrder, [
            'payment_id' => $payment->paymentId,
            'status' => $payment->status,
        ]);
    }

    public function releaseHold(Attempt $attempt): void
    {
        $this->want($attempt->orderRef, $attempt->id, EffectKind::ReleaseHold, []);
    }

    /** Stock and points of an order that is shipped stay taken for good. */
    public function keepHold(Attempt $attempt): void
    {
        $this->holds->move($attempt->orderRef, $attempt->id, 'held', 'kept', $this->clock->now());
    }

    /**
     * Something a person must look at.
     *
     * @param string $about what it is about: a payment id, an intent id; part of the key
     */
    public function attention(Attempt $attempt, string $about, Reason $why, string $paymentId = ''): void
    {
        $this->want(
            $attempt->orderRef,
            $attempt->id,
            EffectKind::Attention,
            self::payload($why, $paymentId),
            $about . ':' . self::digest($why),
        );
    }

    /** For a payment that belongs to no order of ours. */
    public function attentionWithoutOrder(string $about, Reason $why, string $paymentId): void
    {
        $this->put(new Effect(
            'none:none:attention:' . $about . ':' . self::digest($why),
            EffectKind::Attention,
            '',
            null,
            self::payload($why, $paymentId),
        ));
    }

    /** @param array<string, string|int|bool|null> $payload */
    public function mail(Attempt $attempt, string $mail, array $payload): void
    {
        $this->want($attempt->orderRef, $attempt->id, EffectKind::Mail, ['mail' => $mail] + $payload, $mail);
    }

    /** @return array<string, string> */
    private static function payload(Reason $why, string $paymentId): array
    {
        return ['reason_ja' => $why->ja, 'reason_en' => $why->en, 'payment_id' => $paymentId];
    }

    /** Another reason about the same is another effect. */
    private static function digest(Reason $why): string
    {
        return substr(hash('sha256', $why->en), 0, 8);
    }

    /** @param array<string, string|int|bool|null> $payload */
    private function want(string $orderRef, string $attemptId, EffectKind $kind, array $payload, string $more = ''): void
    {
        $key = $orderRef . ':' . $attemptId . ':' . $kind->value . ($more === '' ? '' : ':' . $more);
        $this->put(new Effect($key, $kind, $orderRef, $attemptId, $payload));
    }

    private function put(Effect $effect): void
    {
        if ($this->effects->want($effect, $this->clock->now()) && $effect->kind === EffectKind::Attention) {
            $this->events?->tell(new NeedsAttention($effect));
        }
    }
}

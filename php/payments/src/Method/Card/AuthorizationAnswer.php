<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

use Paygent\Payments\Card\CardTelegrams;
use Paygent\Payments\Flow\Evidence;
use Paygent\Payments\Flow\Source;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Money;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\SalesMode;

/** What the answer to 020 means (status-machine 2.1, card-token 9). */
final class AuthorizationAnswer
{
    /** After 2003 the same payment may be tried three times more; then Paygent answers 2001 (020 No.7). */
    public const RETRIES = 3;

    /** How long the page of 3-D Secure is waited for, milliseconds. */
    public const PAGE_LIFE = 30 * 60 * 1000;

    private function __construct(
        private readonly Purchase $purchase,
        private readonly Send $sent,
        private readonly Answer $answer,
    ) {}

    public static function judge(Purchase $purchase, Send $sent, Answer $answer): Verdict
    {
        $self = new self($purchase, $sent, $answer);
        if (!$self->isOurs()) {
            return new Verdict(AttemptState::Confirming, new BeingConfirmed());
        }

        return match ($answer->result) {
            '0' => $self->authorized(),
            '7' => $self->page(),
            default => $self->refused(),
        };
    }

    /** An authorized payment: sold at once or not, as the settings say. */
    public static function evidenceOf(Purchase $purchase, string $paymentId, string $attempt): Evidence
    {
        $sold = $purchase->settings->card->salesMode === SalesMode::SellAtOnce;

        return self::evidence($purchase, $paymentId, $sold ? '40' : '20', ['attempt_kbn' => $attempt]);
    }

    /** An answer that names another payment would be another customer's: it proves nothing about this one. */
    private function isOurs(): bool
    {
        $tradingId = $this->answer->get('trading_id');
        $paymentId = $this->answer->get('payment_id');

        return ($tradingId === '' || $tradingId === $this->purchase->tradingId)
            && ($this->sent->paymentId === '' || $paymentId === '' || $paymentId === $this->sent->paymentId)
            && (!$this->answer->isSuccess() || $paymentId !== '');
    }

    private function authorized(): Verdict
    {
        $stockToken = $this->sent->carry['card_token_stock'] ?? '';
        $owner = $this->purchase->order->ownerRef ?? '';
        $keep = $stockToken === '' || $owner === ''
            ? null
            : new Send(
                'keep_card',
                CardTelegrams::add($this->purchase->settings->card, $owner, $stockToken),
                Money::Stays,
            );

        return new Verdict(
            AttemptState::Placed,
            new Done(),
            self::evidenceOf($this->purchase, $this->answer->get('payment_id'), $this->answer->get('attempt_kbn')),
            afterwards: $keep,
        );
    }

    private function page(): Verdict
    {
        $evidence = self::evidence($this->purchase, $this->answer->get('payment_id'), '10');
        $html = $this->answer->get('out_acs_html');
        if ($html === '') {
            // Without its page nobody can go on with this payment: it stays in 10 and ends as 11.
            return new Verdict(
                AttemptState::Refused,
                new Refused('card.try_later', '020 7: out_acs_html is empty', Retry::Again),
                $evidence,
            );
        }

        return new Verdict(
            AttemptState::Away,
            new ShowPage($html),
            $evidence,
            $this->purchase->now + self::PAGE_LIFE,
        );
    }

    private function refused(): Verdict
    {
        $refused = Refusals::of(Authorization::KIND, $this->answer);
        $detail = Refusals::detailCode($this->answer->detail);

        return match (true) {
            $this->answer->code === '2003' => $this->retryable($refused),
            // Both say that there may be a payment which we do not see: ask before anything else.
            $detail === 'P902', $this->answer->code === '31010' => new Verdict(
                AttemptState::Confirming,
                new BeingConfirmed(),
            ),
            $detail === 'P901' => new Verdict(AttemptState::Refused, self::again($refused, Retry::Again)),
            \in_array($this->answer->code, ['2001', '2002'], true) => new Verdict(
                AttemptState::Refused,
                $refused,
                // Only a retry knows its payment: a refusal does not name one.
                $this->sent->paymentId === '' ? null : self::evidence($this->purchase, $this->sent->paymentId, '11'),
            ),
            default => new Verdict(AttemptState::Refused, $refused),
        };
    }

    /** Wrong input: the payment waits in 10 for the same telegram with its id, three times at most. */
    private function retryable(Refused $refused): Verdict
    {
        $paymentId = $this->answer->get('payment_id');
        $evidence = $paymentId === '' ? null : self::evidence($this->purchase, $paymentId, '10');
        if ($evidence === null) {
            return new Verdict(AttemptState::Refused, self::again($refused, Retry::Again));
        }

        return $this->purchase->retries < self::RETRIES
            ? new Verdict(AttemptState::Open, self::again($refused, Retry::SameAttempt), $evidence)
            : new Verdict(
                AttemptState::Refused,
                new Refused('card.too_many_tries', $refused->shopReason, Retry::OtherMethod),
                $evidence,
            );
    }

    private static function again(Refused $refused, Retry $retry): Refused
    {
        return new Refused($refused->customerText, $refused->shopReason, $retry);
    }

    /** @param array<string, string> $facts */
    private static function evidence(Purchase $purchase, string $paymentId, string $status, array $facts = []): Evidence
    {
        return new Evidence(
            Source::Answer,
            $paymentId,
            $purchase->tradingId,
            MethodId::Card->paymentType(),
            $status,
            $purchase->amount,
            $purchase->now,
            facts: array_filter($facts, static fn (string $value): bool => $value !== ''),
        );
    }
}

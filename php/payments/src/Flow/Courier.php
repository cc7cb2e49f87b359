<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;
use Psr\Log\LoggerInterface;

/**
 * Carries one intent's telegram: claimed and committed before it leaves, its outcome written after,
 * nothing locked and no transaction open in between (money rules 1 to 3).
 */
final class Courier
{
    /**
     * @param int $leaseMs longer than the gateway's total time-out: who dies on the way is found after it
     */
    public function __construct(
        private readonly Database $database,
        private readonly Intents $intents,
        private readonly Gateway $gateway,
        private readonly ShopPort $shop,
        private readonly Clock $clock,
        private readonly LoggerInterface $log,
        public readonly int $leaseMs = 180_000,
    ) {}

    /**
     * Sends the telegram of a planned intent and writes the outcome, together with what follows from it.
     *
     * @param callable(Intent, Answer): void $follows database work done in the transaction that writes the
     *     outcome: evidence, attempt state, the next plan
     *
     * @param (callable(Answer): Answer)|null $judge reads an answer that leaves open what happened as unknown
     *
     * @return Delivery what became of it; its `intent` is the row afterwards
     */
    public function deliver(
        Intent $planned,
        Account $account,
        Telegram $telegram,
        callable $follows,
        ?callable $judge = null,
    ): Delivery {
        if ($this->database->inTransaction()) {
            throw new \LogicException('a telegram must not leave inside a transaction');
        }
        if ($planned->accountId !== $account->id) {
            throw new \LogicException('an intent is sent with the credentials of its own account (money rule 7)');
        }
        if (!$this->shop->settle()) {
            $this->log->critical('the shop still has an open transaction: telegram {kind} not sent', [
                'kind' => $telegram->kind,
                'intent' => $planned->id,
            ]);

            return $this->dropped($planned, 'shop_busy', $follows);
        }
        $sending = $this->intents->claim($planned, $this->clock->now(), $this->leaseMs);
        if ($sending === null) {
            return new Delivery(null, Answer::notSent('claim_lost', 'another worker has this intent'));
        }
        $answer = $this->gateway->send($account, $telegram);

        return $this->written($sending, $judge === null ? $answer : $judge($answer), $follows);
    }

    /** @param callable(Intent, Answer): void $follows */
    private function dropped(Intent $planned, string $code, callable $follows): Delivery
    {
        $answer = Answer::notSent($code, 'the shop has a transaction open');

        return $this->database->transaction(function () use ($planned, $code, $answer, $follows): Delivery {
            $intent = $this->intents->drop($planned, $code, $this->clock->now());
            if ($intent !== null) {
                $follows($intent, $answer);
            }

            return new Delivery($intent, $answer);
        });
    }

    /** @param callable(Intent, Answer): void $follows */
    private function written(Intent $sending, Answer $answer, callable $follows): Delivery
    {
        $this->log->info('telegram {kind} of intent {intent}: {outcome} {result} {code}', [
            'kind' => $sending->kind,
            'intent' => $sending->id,
            'outcome' => $answer->outcome->value,
            'result' => $answer->result,
            'code' => $answer->code,
        ]);

        return $this->database->transaction(function () use ($sending, $answer, $follows): Delivery {
            $intent = $this->intents->record($sending, $answer, $this->clock->now(), $answer->get('payment_id'));
            if ($intent !== null) {
                $follows($intent, $answer);
            }

            return new Delivery($intent, $answer);
        });
    }
}

<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Money;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Verdict;

/**
 * The walk that all link-type methods share: apply, send the browser away, ask 094 when it is back.
 *
 * No payment exists before the customer acts on Paygent's page (link-type 6), and nobody has that page's
 * address but the answer: a lost answer to a request under our own trading_id leaves nothing behind
 * (Money::Stays). Without a hash key the number is lost as well, so nothing later could be matched:
 * the request is Money::Moves and carries no trading_id to ask 094 by, which means AttemptState::Attention.
 */
final class LinkWalk
{
    private const ADDRESS_LENGTH = 256;

    public function __construct(private readonly MethodId $method) {}

    /** @param array<string, string|int> $own the method's own fields */
    public function begin(Purchase $purchase, array $own): Move
    {
        if ($purchase->amount < 1) {
            $refused = new Refused('link.amount', 'the amount is not above 0', Retry::None);

            return new Verdict(AttemptState::Refused, $refused);
        }
        $telegram = LinkRequest::telegram($purchase, $this->method, $own);
        foreach (['return_url', 'stop_return_url'] as $address) {
            if (\strlen((string) $telegram->fields[$address]) > self::ADDRESS_LENGTH) {
                // Cut, it would lead nowhere: the shop's own address is too long.
                $refused = new Refused('link.unavailable', $address . ' is longer than 256 characters', Retry::OtherMethod);

                return new Verdict(AttemptState::Refused, $refused);
            }
        }
        $money = $purchase->settings->link->hashKey === null ? Money::Moves : Money::Stays;

        return new Send('apply', $telegram, $money);
    }

    public function answered(Purchase $purchase, Answer $answer): Move
    {
        return LinkApplication::move($purchase, $answer);
    }

    /**
     * Both ways back are plain, unsigned links (link-type 15.3): which one was taken is a wish, 094
     * decides. Without any payment a stop gives the attempt up; whoever "returns" without one may still
     * be on the page in another window.
     */
    public function returned(BrowserReturn $return): Move
    {
        if ($return->door === LinkRequest::CANCEL) {
            $step = new Refused('link.cancelled', 'stop_return_url', Retry::Again);

            return new Inquire(new Verdict(AttemptState::Abandoned, $step));
        }

        return new Inquire(new Verdict(AttemptState::Away, new BeingConfirmed()));
    }

    public function inquired(Purchase $purchase, Answer $inquiry): Move
    {
        return LinkInquiry::verdict($purchase, $inquiry, $this->method);
    }
}

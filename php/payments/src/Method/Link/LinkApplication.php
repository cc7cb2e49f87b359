<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Module\WebAddress;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Support\JapanTime;

/** What the answer to an application says (link-type 6, 13): no payment exists before the customer acts. */
final class LinkApplication
{
    /** The first application of this trading_id is still open; it may come with its address. */
    private const STILL_OPEN = '6003';
    /** Paid already: somebody paid on a number that we took for fresh. */
    private const PAID = '6001';

    public static function move(Purchase $purchase, Answer $answer): Move
    {
        if ($answer->isSuccess() || ($answer->code === self::STILL_OPEN && $answer->get('url') !== '')) {
            return self::accepted($purchase, $answer);
        }
        if ($answer->code === self::PAID) {
            // Only 094 can say by which payment; one that it does not know is a riddle for a person.
            return new Inquire(new Verdict(AttemptState::Attention, new BeingConfirmed()));
        }

        return new Verdict(AttemptState::Refused, LinkErrors::refusal($answer));
    }

    private static function accepted(Purchase $purchase, Answer $answer): Verdict
    {
        $url = $answer->get('url');
        if (!WebAddress::isOne($url)) {
            // Nobody has an address to pay at.
            $step = new Refused('link.busy', 'the answer has no url', Retry::Again);

            return new Verdict(AttemptState::Refused, $step);
        }
        $number = $answer->get('trading_id');
        if ($number === '' && $purchase->settings->link->hashKey === null) {
            // A payment under a number that we do not know could not be matched: nobody is sent there.
            return new Verdict(AttemptState::Attention, new BeingConfirmed());
        }

        return new Verdict(
            AttemptState::Away,
            new GoToUrl($url),
            null,
            self::limit($purchase, $answer),
            $number === $purchase->tradingId ? '' : $number,
        );
    }

    /** 画面有効期限: payable until the end of this second; computed where Paygent did not say it. */
    private static function limit(Purchase $purchase, Answer $answer): int
    {
        $told = JapanTime::parseDateTime($answer->get('limit_date'));

        return $told === null
            ? JapanTime::endOfDays($purchase->now, $purchase->settings->link->paymentTermDays)
            : $told + 999;
    }
}

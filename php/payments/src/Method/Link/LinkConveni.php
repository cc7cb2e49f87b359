<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Conveni\Conveni;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;

/** コンビニ決済（番号方式）: the customer chooses the store on Paygent's page (link-type 4.2). */
final class LinkConveni implements Method
{
    private readonly LinkWalk $walk;

    public function __construct()
    {
        $this->walk = new LinkWalk($this->id());
    }

    public function id(): MethodId
    {
        return MethodId::LinkConveni;
    }

    public function begin(Purchase $purchase): Move
    {
        return $this->walk->begin($purchase, []);
    }

    public function answered(Purchase $purchase, Send $sent, Answer $answer): Move
    {
        return $this->walk->answered($purchase, $answer);
    }

    public function returned(Purchase $purchase, BrowserReturn $return): Move
    {
        return $this->walk->returned($return);
    }

    /** Once there is a number, all is as in the module type. */
    public function inquired(Purchase $purchase, Answer $inquiry): Move
    {
        return (new Conveni())->inquired($purchase, $inquiry);
    }
}

<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Method\Atm\Atm;
use Paygent\Payments\Method\BankNet\BankNet;
use Paygent\Payments\Method\Card\CardMethod;
use Paygent\Payments\Method\Carrier\Carrier;
use Paygent\Payments\Method\Conveni\Conveni;
use Paygent\Payments\Method\Link\LinkAtm;
use Paygent\Payments\Method\Link\LinkBankNet;
use Paygent\Payments\Method\Link\LinkCard;
use Paygent\Payments\Method\Link\LinkCarrier;
use Paygent\Payments\Method\Link\LinkConveni;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Paidy\Paidy;
use Paygent\Payments\Method\VirtualAccount\VirtualAccount;

/** The methods by their id. */
final class MethodBook
{
    /** @var array<string, Method> */
    private array $methods = [];

    /** @param iterable<Method> $methods */
    public function __construct(iterable $methods)
    {
        foreach ($methods as $method) {
            $this->methods[$method->id()->value] = $method;
        }
    }

    /** Every method this package has. */
    public static function all(): self
    {
        return new self([
            new CardMethod(),
            new Conveni(),
            new Atm(),
            new BankNet(),
            new VirtualAccount(),
            new Carrier(MethodId::Docomo),
            new Carrier(MethodId::Au),
            new Carrier(MethodId::Softbank),
            new Paidy(),
            new LinkCard(),
            new LinkConveni(),
            new LinkAtm(),
            new LinkBankNet(),
            new LinkCarrier(),
        ]);
    }

    public function get(MethodId $id): Method
    {
        return $this->methods[$id->value]
            ?? throw new \LogicException('no class for the method ' . $id->value);
    }
}

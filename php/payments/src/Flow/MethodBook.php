<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\MethodId;

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

    public function get(MethodId $id): Method
    {
        return $this->methods[$id->value]
            ?? throw new \LogicException('no class for the method ' . $id->value);
    }
}

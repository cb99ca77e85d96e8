"""Textbook functions as a Python programmer types them, each a program for the calculator.

One file on purpose (a stranger's file is one file), longer than the modules of the house.
"""

# the language has no starred elements, no pairwise and no keyword arguments of zip; and what a
# linter would rewrite is typed all the same
# ruff: noqa: B905, RUF005, RUF007, RET505, SIM110

from random import randrange

# --- sorting


def bubble_sort(xs: list[int]) -> list[int]:
    n = len(xs)
    for i in range(n):
        swapped = False
        for j in range(n - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
                swapped = True
        if not swapped:
            break
    return xs


def insertion_sort(arr: list[int]) -> list[int]:
    for i in range(1, len(arr)):
        key = arr[i]
        j = i - 1
        while j >= 0 and arr[j] > key:
            arr[j + 1] = arr[j]
            j -= 1
        arr[j + 1] = key
    return arr


def selection_sort(arr: list[int]) -> None:
    for i in range(len(arr)):
        smallest = i
        for j in range(i + 1, len(arr)):
            if arr[j] < arr[smallest]:
                smallest = j
        arr[i], arr[smallest] = arr[smallest], arr[i]


def gnome_sort(arr: list[int]) -> list[int]:
    """Swap out-of-order neighbours and step back, else step forward."""
    pos = 0
    while pos < len(arr):
        if pos == 0 or arr[pos] >= arr[pos - 1]:
            pos += 1
        else:
            arr[pos], arr[pos - 1] = arr[pos - 1], arr[pos]
            pos -= 1
    return arr


def comb_sort(data: list[int]) -> list[int]:
    gap = len(data)
    is_sorted = False
    while not is_sorted:
        gap = gap * 10 // 13
        if gap <= 1:
            gap = 1
            is_sorted = True
        i = 0
        while i + gap < len(data):
            if data[i] > data[i + gap]:
                data[i], data[i + gap] = data[i + gap], data[i]
                is_sorted = False
            i += 1
    return data


def cocktail_sort(a: list[int]) -> list[int]:
    start, end = 0, len(a) - 1
    swapped = True
    while swapped:
        swapped = False
        for i in range(start, end):
            if a[i] > a[i + 1]:
                a[i], a[i + 1] = a[i + 1], a[i]
                swapped = True
        if not swapped:
            break
        swapped = False
        end -= 1
        for i in range(end - 1, start - 1, -1):
            if a[i] > a[i + 1]:
                a[i], a[i + 1] = a[i + 1], a[i]
                swapped = True
        start += 1
    return a


def cycle_sort(array: list[int]) -> int:
    """Sort in place with as few writes as possible, and return how many there were."""
    writes = 0
    for cycle_start in range(len(array) - 1):
        item = array[cycle_start]
        pos = cycle_start
        for i in range(cycle_start + 1, len(array)):
            if array[i] < item:
                pos += 1
        if pos == cycle_start:
            continue
        while item == array[pos]:
            pos += 1
        array[pos], item = item, array[pos]
        writes += 1
        while pos != cycle_start:
            pos = cycle_start
            for i in range(cycle_start + 1, len(array)):
                if array[i] < item:
                    pos += 1
            while item == array[pos]:
                pos += 1
            array[pos], item = item, array[pos]
            writes += 1
    return writes


def _flip(arr: list[int], k: int) -> None:
    left = 0
    while left < k:
        arr[left], arr[k] = arr[k], arr[left]
        left += 1
        k -= 1


def pancake_sort(arr: list[int]) -> list[int]:
    for size in range(len(arr), 1, -1):
        biggest = max(range(size), key=lambda i: arr[i])
        if biggest != size - 1:
            _flip(arr, biggest)
            _flip(arr, size - 1)
    return arr


def _stooge(arr: list[int], lo: int, hi: int) -> None:
    if arr[lo] > arr[hi]:
        arr[lo], arr[hi] = arr[hi], arr[lo]
    if hi - lo > 1:
        third = (hi - lo + 1) // 3
        _stooge(arr, lo, hi - third)
        _stooge(arr, lo + third, hi)
        _stooge(arr, lo, hi - third)


def stooge_sort(arr: list[int]) -> list[int]:
    if len(arr) > 1:
        _stooge(arr, 0, len(arr) - 1)
    return arr


def shell_sort(arr: list[int]) -> list[int]:
    gap = len(arr) // 2
    while gap > 0:
        for i in range(gap, len(arr)):
            temp = arr[i]
            j = i
            while j >= gap and arr[j - gap] > temp:
                arr[j] = arr[j - gap]
                j -= gap
            arr[j] = temp
        gap //= 2
    return arr


def merge(left: list[int], right: list[int]) -> list[int]:
    """Merge two sorted lists."""
    result: list[int] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            result.append(left[i])
            i += 1
        else:
            result.append(right[j])
            j += 1
    result.extend(left[i:])
    result.extend(right[j:])
    return result


def merge_sort(arr: list[int]) -> list[int]:
    if len(arr) <= 1:
        return arr
    mid = len(arr) // 2
    return merge(merge_sort(arr[:mid]), merge_sort(arr[mid:]))


def merge_sort_bottom_up(xs: list[int]) -> list[int]:
    n = len(xs)
    width = 1
    while width < n:
        merged: list[int] = []
        for start in range(0, n, 2 * width):
            merged += merge(xs[start : start + width], xs[start + width : start + 2 * width])
        xs = merged
        width *= 2
    return xs


def quicksort(xs: list[int]) -> list[int]:
    if not xs:
        return []
    pivot = xs[0]
    smaller = [x for x in xs[1:] if x < pivot]
    larger = [x for x in xs[1:] if x >= pivot]
    return quicksort(smaller) + [pivot] + quicksort(larger)


def _partition(arr: list[int], low: int, high: int) -> int:
    pivot = arr[high]
    i = low - 1
    for j in range(low, high):
        if arr[j] <= pivot:
            i += 1
            arr[i], arr[j] = arr[j], arr[i]
    arr[i + 1], arr[high] = arr[high], arr[i + 1]
    return i + 1


def _quicksort(arr: list[int], low: int, high: int) -> None:
    if low < high:
        p = _partition(arr, low, high)
        _quicksort(arr, low, p - 1)
        _quicksort(arr, p + 1, high)


def quicksort_in_place(arr: list[int]) -> None:
    _quicksort(arr, 0, len(arr) - 1)


def _sift_down(heap: list[int], root: int, size: int) -> None:
    while True:
        child = 2 * root + 1
        if child >= size:
            return
        if child + 1 < size and heap[child + 1] > heap[child]:
            child += 1
        if heap[root] >= heap[child]:
            return
        heap[root], heap[child] = heap[child], heap[root]
        root = child


def heap_sort(xs: list[int]) -> list[int]:
    n = len(xs)
    for root in reversed(range(n // 2)):
        _sift_down(xs, root, n)
    for end in range(n - 1, 0, -1):
        xs[0], xs[end] = xs[end], xs[0]
        _sift_down(xs, 0, end)
    return xs


def heap_push(heap: list[int], item: int) -> None:
    heap.append(item)
    child = len(heap) - 1
    while child > 0:
        parent = (child - 1) // 2
        if heap[parent] <= heap[child]:
            break
        heap[parent], heap[child] = heap[child], heap[parent]
        child = parent


def heap_pop(heap: list[int]) -> int:
    """Remove and return the smallest item of a min-heap."""
    last = heap.pop()
    if not heap:
        return last
    smallest = heap[0]
    heap[0] = last
    pos = 0
    while 2 * pos + 1 < len(heap):
        child = 2 * pos + 1
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[pos] <= heap[child]:
            break
        heap[pos], heap[child] = heap[child], heap[pos]
        pos = child
    return smallest


def priority_sort(xs: list[int]) -> list[int]:
    heap: list[int] = []
    for x in xs:
        heap_push(heap, x)
    out: list[int] = []
    while heap:
        out.append(heap_pop(heap))
    return out


def counting_sort(xs: list[int]) -> list[int]:
    if not xs:
        return []
    low, high = min(xs), max(xs)
    counts = [0] * (high - low + 1)
    for x in xs:
        counts[x - low] += 1
    return [low + i for i, count in enumerate(counts) for _ in range(count)]


def radix_sort(nums: list[int]) -> list[int]:
    if not nums:
        return nums
    exp = 1
    while max(nums) // exp > 0:
        buckets: list[list[int]] = [[] for _ in range(10)]
        for num in nums:
            buckets[num // exp % 10].append(num)
        nums = [num for bucket in buckets for num in bucket]
        exp *= 10
    return nums


def odd_even_sort(a: list[int]) -> list[int]:
    done = False
    while not done:
        done = True
        for start in (1, 0):
            for i in range(start, len(a) - 1, 2):
                if a[i] > a[i + 1]:
                    a[i], a[i + 1] = a[i + 1], a[i]
                    done = False
    return a


def bogo_sort(xs: list[int]) -> list[int]:
    while any(a > b for a, b in zip(xs, xs[1:])):
        for i in range(len(xs) - 1, 0, -1):
            j = randrange(i + 1)
            xs[i], xs[j] = xs[j], xs[i]
    return xs


def dutch_flag(nums: list[int]) -> None:
    """Sort zeros, ones and twos in one pass."""
    low = mid = 0
    high = len(nums) - 1
    while mid <= high:
        if nums[mid] == 0:
            nums[low], nums[mid] = nums[mid], nums[low]
            low += 1
            mid += 1
        elif nums[mid] == 1:
            mid += 1
        else:
            nums[mid], nums[high] = nums[high], nums[mid]
            high -= 1


def count_inversions(xs: list[int]) -> int:
    return sum(xs[i] > xs[j] for i in range(len(xs)) for j in range(i + 1, len(xs)))


# --- searching


def linear_search(xs: list[int], target: int) -> int:
    for i, x in enumerate(xs):
        if x == target:
            return i
    return -1


def binary_search(arr: list[int], target: int) -> int:
    low, high = 0, len(arr) - 1
    while low <= high:
        mid = (low + high) // 2
        if arr[mid] == target:
            return mid
        if arr[mid] < target:
            low = mid + 1
        else:
            high = mid - 1
    return -1


def binary_search_recursive(arr: list[int], target: int) -> bool:
    if not arr:
        return False
    mid = len(arr) // 2
    if arr[mid] == target:
        return True
    if target < arr[mid]:
        return binary_search_recursive(arr[:mid], target)
    return binary_search_recursive(arr[mid + 1 :], target)


def bisect_left(a: list[int], x: int) -> int:
    lo, hi = 0, len(a)
    while lo < hi:
        mid = (lo + hi) // 2
        if a[mid] < x:
            lo = mid + 1
        else:
            hi = mid
    return lo


def interpolation_search(arr: list[int], x: int) -> int:
    lo, hi = 0, len(arr) - 1
    while lo <= hi and arr[lo] <= x <= arr[hi]:
        if arr[lo] == arr[hi]:
            return lo
        pos = lo + (x - arr[lo]) * (hi - lo) // (arr[hi] - arr[lo])
        if arr[pos] == x:
            return pos
        if arr[pos] < x:
            lo = pos + 1
        else:
            hi = pos - 1
    return -1


def quickselect(xs: list[int], k: int) -> int:
    pivot = xs[len(xs) // 2]
    below = [x for x in xs if x < pivot]
    equal = [x for x in xs if x == pivot]
    if k < len(below):
        return quickselect(below, k)
    if k < len(below) + len(equal):
        return pivot
    return quickselect([x for x in xs if x > pivot], k - len(below) - len(equal))


def two_sum(nums: list[int], target: int) -> tuple[int, int]:
    for i in range(len(nums)):
        for j in range(i + 1, len(nums)):
            if nums[i] + nums[j] == target:
                return i, j
    return -1, -1


def has_duplicates(xs: list[int]) -> bool:
    return any(x in xs[:i] for i, x in enumerate(xs))


def majority_element(nums: list[int]) -> int:
    """Boyer and Moore's vote."""
    count = 0
    candidate = 0
    for num in nums:
        if count == 0:
            candidate = num
        count += 1 if num == candidate else -1
    return candidate


def missing_number(nums: list[int]) -> int:
    result = len(nums)
    for i, num in enumerate(nums):
        result ^= i ^ num
    return result


def first_unique(xs: list[int]) -> int:
    return next((x for x in xs if sum(x == y for y in xs) == 1), -1)


def find_peak(nums: list[int]) -> int:
    left, right = 0, len(nums) - 1
    while left < right:
        mid = left + (right - left) // 2
        if nums[mid] > nums[mid + 1]:
            right = mid
        else:
            left = mid + 1
    return left


def search_matrix(matrix: list[list[int]], target: int) -> bool:
    row, col = 0, len(matrix[0]) - 1
    while row < len(matrix) and col >= 0:
        if matrix[row][col] == target:
            return True
        elif matrix[row][col] > target:
            col -= 1
        else:
            row += 1
    return False


# --- numbers


def gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


def gcd_recursive(a: int, b: int) -> int:
    return a if b == 0 else gcd_recursive(b, a % b)


def lcm(a: int, b: int) -> int:
    return abs(a * b) // gcd(a, b) if a and b else 0


def extended_gcd(a: int, b: int) -> tuple[int, int, int]:
    if b == 0:
        return a, 1, 0
    g, x, y = extended_gcd(b, a % b)
    return g, y, x - a // b * y


def sieve(n: int) -> list[int]:
    """The primes up to n, by Eratosthenes."""
    is_prime = [True] * (n + 1)
    primes: list[int] = []
    for i in range(2, n + 1):
        if is_prime[i]:
            primes.append(i)
            for multiple in range(i * i, n + 1, i):
                is_prime[multiple] = False
    return primes


def sieve_with_flags(n: int) -> list[int]:
    flags = [False, False] + [True] * (n - 1)
    p = 2
    while p * p <= n:
        if flags[p]:
            for q in range(p * p, n + 1, p):
                flags[q] = False
        p += 1
    return [i for i, flag in enumerate(flags) if flag]


def is_prime(n: int) -> bool:
    if n < 2:
        return False
    i = 2
    while i * i <= n:
        if n % i == 0:
            return False
        i += 1
    return True


def primes_below(n: int) -> list[int]:
    return [p for p in range(2, n) if all(p % d for d in range(2, p))]


def prime_factors(n: int) -> list[int]:
    factors: list[int] = []
    d = 2
    while d * d <= n:
        while n % d == 0:
            factors.append(d)
            n //= d
        d += 1
    if n > 1:
        factors.append(n)
    return factors


def totient(n: int) -> int:
    return sum(1 for k in range(1, n + 1) if gcd(n, k) == 1)


def divisors(n: int) -> list[int]:
    small = [d for d in range(1, integer_sqrt(n) + 1) if n % d == 0]
    large = [n // d for d in reversed(small) if d * d != n]
    return small + large


def is_perfect(n: int) -> bool:
    return n > 1 and sum(d for d in range(1, n) if n % d == 0) == n


def power_mod(base: int, exponent: int, modulus: int) -> int:
    result = 1
    base %= modulus
    while exponent > 0:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def fast_power(x: int, n: int) -> int:
    if n == 0:
        return 1
    half = fast_power(x, n // 2)
    return half * half * x if n % 2 else half * half


def modular_inverse(a: int, m: int) -> int:
    g, x, _ = extended_gcd(a, m)
    assert g == 1, "not invertible"
    return x % m


def integer_sqrt(n: int) -> int:
    """Newton's method."""
    if n < 2:
        return n
    x = n
    y = (x + 1) // 2
    while y < x:
        x = y
        y = (x + n // x) // 2
    return x


def collatz_length(n: int) -> int:
    steps = 1
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def longest_collatz(limit: int) -> int:
    return max(range(1, limit), key=collatz_length)


def factorial(n: int) -> int:
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def fibonacci(n: int) -> int:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def fibonacci_recursive(n: int) -> int:
    if n < 2:
        return n
    return fibonacci_recursive(n - 1) + fibonacci_recursive(n - 2)


def _fibonacci_memo(n: int, memo: list[int]) -> int:
    if memo[n] == -1:
        first = _fibonacci_memo(n - 1, memo)
        second = _fibonacci_memo(n - 2, memo)
        memo[n] = first + second
    return memo[n]


def fibonacci_memo(n: int) -> int:
    memo = [0, 1] + [-1] * n
    return _fibonacci_memo(n, memo)


def fibonacci_doubling(n: int) -> tuple[int, int]:
    """F(n) and F(n + 1)."""
    if n == 0:
        return 0, 1
    a, b = fibonacci_doubling(n // 2)
    c = a * (2 * b - a)
    d = a * a + b * b
    if n % 2 == 0:
        return c, d
    return d, c + d


def fibonacci_list(n: int) -> list[int]:
    fibs = [0, 1]
    while len(fibs) < n:
        fibs.append(fibs[-1] + fibs[-2])
    return fibs[:n]


def digit_sum(n: int) -> int:
    total = 0
    while n:
        n, digit = divmod(n, 10)
        total += digit
    return total


def digital_root(n: int) -> int:
    while n >= 10:
        n = digit_sum(n)
    return n


def reverse_digits(n: int) -> int:
    sign = -1 if n < 0 else 1
    n = abs(n)
    reversed_n = 0
    while n > 0:
        reversed_n = reversed_n * 10 + n % 10
        n //= 10
    return sign * reversed_n


def is_palindrome(n: int) -> bool:
    return n >= 0 and n == reverse_digits(n)


def to_base(n: int, base: int) -> list[int]:
    assert base >= 2
    if n == 0:
        return [0]
    digits: list[int] = []
    while n > 0:
        digits.append(n % base)
        n //= base
    digits.reverse()
    return digits


def from_digits(digits: list[int], base: int) -> int:
    value = 0
    for digit in digits:
        value = value * base + digit
    return value


def is_happy(n: int) -> bool:
    slow = fast = n
    while True:
        slow = _square_digits(slow)
        fast = _square_digits(_square_digits(fast))
        if slow == fast:
            return slow == 1


def _square_digits(n: int) -> int:
    total = 0
    while n > 0:
        total += (n % 10) ** 2
        n //= 10
    return total


def is_leap_year(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def hanoi_moves(n: int) -> int:
    if n == 0:
        return 0
    return 2 * hanoi_moves(n - 1) + 1


def hanoi(n: int, source: int, target: int, spare: int) -> list[list[int]]:
    if n == 0:
        return []
    before = hanoi(n - 1, source, spare, target)
    after = hanoi(n - 1, spare, target, source)
    return before + [[source, target]] + after


def ackermann(m: int, n: int) -> int:
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def josephus(n: int, k: int) -> int:
    survivor = 0
    for i in range(2, n + 1):
        survivor = (survivor + k) % i
    return survivor


def josephus_order(n: int, k: int) -> list[int]:
    people = list(range(n))
    order: list[int] = []
    index = 0
    while people:
        index = (index + k - 1) % len(people)
        order.append(people.pop(index))
    return order


def is_even(n: int) -> bool:
    return True if n == 0 else is_odd(n - 1)


def is_odd(n: int) -> bool:
    return False if n == 0 else is_even(n - 1)


def digits_match(code: int) -> bool:
    """Luhn's check of a number."""
    total = 0
    double = False
    while code > 0:
        digit = code % 10
        if double:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
        double = not double
        code //= 10
    return total % 10 == 0


# --- bits


def bit_count(n: int) -> int:
    """Kernighan's loop."""
    count = 0
    while n:
        n &= n - 1
        count += 1
    return count


def bit_length(n: int) -> int:
    length = 0
    while n >> length:
        length += 1
    return length


def hamming_distance(x: int, y: int) -> int:
    return bit_count(x ^ y)


def count_bits(n: int) -> list[int]:
    bits = [0] * (n + 1)
    for i in range(1, n + 1):
        bits[i] = bits[i >> 1] + (i & 1)
    return bits


def gray_code(n: int) -> list[int]:
    return [i ^ (i >> 1) for i in range(1 << n)]


def is_power_of_two(n: int) -> bool:
    return n > 0 and n & (n - 1) == 0


def single_number(nums: list[int]) -> int:
    result = 0
    for num in nums:
        result ^= num
    return result


def subsets(nums: list[int]) -> list[list[int]]:
    """All subsets, one for each bit mask."""
    result: list[list[int]] = []
    for mask in range(2 ** len(nums)):
        subset: list[int] = []
        for i in range(len(nums)):
            if mask & (1 << i):
                subset.append(nums[i])
        result.append(subset)
    return result


def subset_sum_exists(nums: list[int], target: int) -> bool:
    return any(
        sum(x for i, x in enumerate(nums) if mask >> i & 1) == target
        for mask in range(1 << len(nums))
    )


# --- dynamic programming


def edit_distance(a: list[int], b: list[int]) -> int:
    m, n = len(a), len(b)
    dp = [[0] * (n + 1) for _ in range(m + 1)]
    for i in range(m + 1):
        dp[i][0] = i
    for j in range(n + 1):
        dp[0][j] = j
    for i in range(1, m + 1):
        for j in range(1, n + 1):
            if a[i - 1] == b[j - 1]:
                dp[i][j] = dp[i - 1][j - 1]
            else:
                dp[i][j] = 1 + min(dp[i - 1][j], dp[i][j - 1], dp[i - 1][j - 1])
    return dp[m][n]


def edit_distance_two_rows(a: list[int], b: list[int]) -> int:
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a):
        current = [i + 1]
        for j, y in enumerate(b):
            current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (x != y)))
        previous = current
    return previous[-1]


def lcs_length(xs: list[int], ys: list[int]) -> int:
    table = [[0] * (len(ys) + 1) for _ in range(len(xs) + 1)]
    for i, x in enumerate(xs, 1):
        for j, y in enumerate(ys, 1):
            if x == y:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table[-1][-1]


def lcs(xs: list[int], ys: list[int]) -> list[int]:
    if not xs or not ys:
        return []
    if xs[-1] == ys[-1]:
        return lcs(xs[:-1], ys[:-1]) + [xs[-1]]
    left, right = lcs(xs[:-1], ys), lcs(xs, ys[:-1])
    return left if len(left) >= len(right) else right


def knapsack(weights: list[int], values: list[int], capacity: int) -> int:
    best = [0] * (capacity + 1)
    for weight, value in zip(weights, values):
        for c in range(capacity, weight - 1, -1):
            best[c] = max(best[c], best[c - weight] + value)
    return best[capacity]


def knapsack_recursive(weights: list[int], values: list[int], capacity: int) -> int:
    if not weights:
        return 0
    best = knapsack_recursive(weights[1:], values[1:], capacity)
    if weights[0] <= capacity:
        taken = knapsack_recursive(weights[1:], values[1:], capacity - weights[0])
        best = max(best, values[0] + taken)
    return best


def coin_change(coins: list[int], amount: int) -> int:
    """The fewest coins that make the amount, -1 where none do."""
    infinity = amount + 1
    dp = [0] + [infinity] * amount
    for a in range(1, amount + 1):
        for coin in coins:
            if coin <= a:
                dp[a] = min(dp[a], dp[a - coin] + 1)
    return dp[amount] if dp[amount] != infinity else -1


def count_change(coins: list[int], amount: int) -> int:
    ways = [1] + [0] * amount
    for coin in coins:
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]


def longest_increasing_subsequence(nums: list[int]) -> int:
    if not nums:
        return 0
    dp = [1] * len(nums)
    for i in range(1, len(nums)):
        for j in range(i):
            if nums[j] < nums[i]:
                dp[i] = max(dp[i], dp[j] + 1)
    return max(dp)


def longest_increasing_by_bisection(nums: list[int]) -> int:
    tails: list[int] = []
    for num in nums:
        pos = bisect_left(tails, num)
        if pos == len(tails):
            tails.append(num)
        else:
            tails[pos] = num
    return len(tails)


def max_subarray(nums: list[int]) -> int:
    """Kadane's scan."""
    best = current = nums[0]
    for num in nums[1:]:
        current = max(num, current + num)
        best = max(best, current)
    return best


def max_subarray_brute(nums: list[int]) -> int:
    n = len(nums)
    return max(sum(nums[i:j]) for i in range(n) for j in range(i + 1, n + 1))


def house_robber(nums: list[int]) -> int:
    take, skip = 0, 0
    for num in nums:
        take, skip = skip + num, max(take, skip)
    return max(take, skip)


def climb_stairs(n: int) -> int:
    ways = [0] * (n + 1)
    ways[0] = 1
    for i in range(1, n + 1):
        for step in (1, 2):
            if step <= i:
                ways[i] += ways[i - step]
    return ways[n]


def matrix_chain_order(dims: list[int]) -> int:
    n = len(dims) - 1
    cost = [[0] * n for _ in range(n)]
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            cost[i][j] = min(
                cost[i][k] + cost[k + 1][j] + dims[i] * dims[k + 1] * dims[j + 1]
                for k in range(i, j)
            )
    return cost[0][n - 1]


def rod_cutting(prices: list[int], n: int) -> int:
    best = [0]
    for length in range(1, n + 1):
        best.append(max(prices[cut] + best[length - cut - 1] for cut in range(length)))
    return best[n]


def longest_palindrome(xs: list[int]) -> list[int]:
    best: list[int] = []
    for i in range(len(xs)):
        for j in range(i + 1, len(xs) + 1):
            piece = xs[i:j]
            if piece == piece[::-1] and len(piece) > len(best):
                best = piece
    return best


def unique_paths(m: int, n: int) -> int:
    row = [1] * n
    for _ in range(m - 1):
        for j in range(1, n):
            row[j] += row[j - 1]
    return row[-1]


def min_path_sum(grid: list[list[int]]) -> int:
    rows, cols = len(grid), len(grid[0])
    for r in range(rows):
        for c in range(cols):
            if r == 0 and c == 0:
                continue
            if r == 0:
                grid[r][c] += grid[r][c - 1]
            elif c == 0:
                grid[r][c] += grid[r - 1][c]
            else:
                grid[r][c] += min(grid[r - 1][c], grid[r][c - 1])
    return grid[-1][-1]


def partitions(n: int) -> int:
    ways = [1] + [0] * n
    for part in range(1, n + 1):
        for total in range(part, n + 1):
            ways[total] += ways[total - part]
    return ways[n]


def catalan(n: int) -> int:
    numbers = [1]
    for i in range(1, n + 1):
        numbers.append(sum(numbers[j] * numbers[i - 1 - j] for j in range(i)))
    return numbers[n]


def max_profit(prices: list[int]) -> int:
    lowest = prices[0]
    profit = 0
    for price in prices:
        lowest = min(lowest, price)
        profit = max(profit, price - lowest)
    return profit


# --- graphs


def floyd_warshall(dist: list[list[int]]) -> list[list[int]]:
    n = len(dist)
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if dist[i][k] + dist[k][j] < dist[i][j]:
                    dist[i][j] = dist[i][k] + dist[k][j]
    return dist


def bfs(graph: list[list[int]], start: int) -> list[int]:
    """The vertices in the order in which a breadth-first search visits them."""
    visited = [False] * len(graph)
    visited[start] = True
    queue = [start]
    order: list[int] = []
    while queue:
        vertex = queue.pop(0)
        order.append(vertex)
        for neighbour in graph[vertex]:
            if not visited[neighbour]:
                visited[neighbour] = True
                queue.append(neighbour)
    return order


def bfs_distances(adj: list[list[int]], source: int) -> list[int]:
    dist = [-1] * len(adj)
    dist[source] = 0
    frontier = [source]
    while frontier:
        following: list[int] = []
        for u in frontier:
            for v in adj[u]:
                if dist[v] == -1:
                    dist[v] = dist[u] + 1
                    following.append(v)
        frontier = following
    return dist


def _visit(graph: list[list[int]], vertex: int, visited: list[bool], order: list[int]) -> None:
    visited[vertex] = True
    order.append(vertex)
    for neighbour in graph[vertex]:
        if not visited[neighbour]:
            _visit(graph, neighbour, visited, order)


def dfs(graph: list[list[int]], start: int) -> list[int]:
    visited = [False] * len(graph)
    order: list[int] = []
    _visit(graph, start, visited, order)
    return order


def dfs_stack(graph: list[list[int]], start: int) -> list[int]:
    stack, seen = [start], [False] * len(graph)
    order: list[int] = []
    while len(stack) > 0:
        vertex = stack.pop()
        if seen[vertex]:
            continue
        seen[vertex] = True
        order.append(vertex)
        for neighbour in reversed(graph[vertex]):
            stack.append(neighbour)
    return order


def topological_sort(graph: list[list[int]]) -> list[int]:
    n = len(graph)
    indegree = [0] * n
    for successors in graph:
        for v in successors:
            indegree[v] += 1
    ready = [v for v in range(n) if indegree[v] == 0]
    order: list[int] = []
    while ready:
        u = ready.pop(0)
        order.append(u)
        for v in graph[u]:
            indegree[v] -= 1
            if indegree[v] == 0:
                ready.append(v)
    return order


def dijkstra(weights: list[list[int]], source: int) -> list[int]:
    """Shortest distances in a matrix of weights, where 0 means that there is no edge."""
    n = len(weights)
    inf = 10**9
    dist = [inf] * n
    dist[source] = 0
    done = [False] * n
    for _ in range(n):
        u = min((v for v in range(n) if not done[v]), key=lambda v: dist[v])
        done[u] = True
        for v in range(n):
            if weights[u][v] > 0 and dist[u] + weights[u][v] < dist[v]:
                dist[v] = dist[u] + weights[u][v]
    return dist


def bellman_ford(n: int, edges: list[list[int]], source: int) -> list[int]:
    dist = [10**9 for _ in range(n)]
    dist[source] = 0
    for _ in range(n - 1):
        for u, v, w in edges:
            if dist[u] < 10**9 and dist[u] + w < dist[v]:
                dist[v] = dist[u] + w
    return dist


def prim(weights: list[list[int]]) -> int:
    n = len(weights)
    in_tree = [False] * n
    cost = [10**9] * n
    cost[0] = 0
    total = 0
    for _ in range(n):
        u = -1
        for v in range(n):
            if not in_tree[v] and (u == -1 or cost[v] < cost[u]):
                u = v
        in_tree[u] = True
        total += cost[u]
        for v in range(n):
            if 0 < weights[u][v] < cost[v]:
                cost[v] = weights[u][v]
    return total


def find(parent: list[int], x: int) -> int:
    """The root of x, halving the path to it."""
    while parent[x] != x:
        parent[x] = parent[parent[x]]
        x = parent[x]
    return x


def union(parent: list[int], rank: list[int], a: int, b: int) -> bool:
    root_a = find(parent, a)
    root_b = find(parent, b)
    if root_a == root_b:
        return False
    if rank[root_a] < rank[root_b]:
        root_a, root_b = root_b, root_a
    parent[root_b] = root_a
    if rank[root_a] == rank[root_b]:
        rank[root_a] += 1
    return True


def count_components(n: int, edges: list[list[int]]) -> int:
    parent = list(range(n))
    rank = [0] * n
    components = n
    for edge in edges:
        if union(parent, rank, edge[0], edge[1]):
            components -= 1
    return components


def kruskal(n: int, edges: list[list[int]]) -> int:
    """The weight of a minimum spanning forest; an edge is [weight, u, v]."""
    parent = list(range(n))
    remaining = edges[:]
    total = 0
    while remaining:
        lightest = min(range(len(remaining)), key=lambda i: remaining[i][0])
        weight, u, v = remaining.pop(lightest)
        ru, rv = find(parent, u), find(parent, v)
        if ru != rv:
            parent[ru] = rv
            total += weight
    return total


def transitive_closure(reach: list[list[bool]]) -> list[list[bool]]:
    n = len(reach)
    for k in range(n):
        for i in range(n):
            for j in range(n):
                reach[i][j] = reach[i][j] or (reach[i][k] and reach[k][j])
    return reach


def is_bipartite(graph: list[list[int]]) -> bool:
    color = [-1] * len(graph)
    for start in range(len(graph)):
        if color[start] != -1:
            continue
        color[start] = 0
        stack = [start]
        while stack:
            node = stack.pop()
            for neighbour in graph[node]:
                if color[neighbour] == -1:
                    color[neighbour] = 1 - color[node]
                    stack.append(neighbour)
                elif color[neighbour] == color[node]:
                    return False
    return True


def _sink(grid: list[list[int]], r: int, c: int) -> None:
    if r < 0 or c < 0 or r >= len(grid) or c >= len(grid[0]) or grid[r][c] != 1:
        return
    grid[r][c] = 0
    _sink(grid, r + 1, c)
    _sink(grid, r - 1, c)
    _sink(grid, r, c + 1)
    _sink(grid, r, c - 1)


def count_islands(grid: list[list[int]]) -> int:
    islands = 0
    for r in range(len(grid)):
        for c in range(len(grid[r])):
            if grid[r][c] == 1:
                islands += 1
                _sink(grid, r, c)
    return islands


def maze_steps(maze: list[list[int]]) -> int:
    """The fewest steps from corner to corner over cells that are 0, -1 where there is no way."""
    rows, cols = len(maze), len(maze[0])
    steps = [[-1] * cols for _ in range(rows)]
    steps[0][0] = 0
    queue = [[0, 0]]
    while queue:
        r, c = queue.pop(0)
        if r == rows - 1 and c == cols - 1:
            return steps[r][c]
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            nr, nc = r + dr, c + dc
            if not (0 <= nr < rows and 0 <= nc < cols):
                continue
            if maze[nr][nc] == 0 and steps[nr][nc] == -1:
                steps[nr][nc] = steps[r][c] + 1
                queue.append([nr, nc])
    return -1


# --- matrices


def matrix_product(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    n, m, p = len(a), len(b), len(b[0])
    c = [[0] * p for _ in range(n)]
    for i in range(n):
        for j in range(p):
            for k in range(m):
                c[i][j] += a[i][k] * b[k][j]
    return c


def matrix_product_comprehension(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    return [[sum(x * b[k][j] for k, x in enumerate(row)) for j in range(len(b[0]))] for row in a]


def matrix_power(m: list[list[int]], k: int) -> list[list[int]]:
    result = identity(len(m))
    while k > 0:
        if k % 2 == 1:
            result = matrix_product(result, m)
        m = matrix_product(m, m)
        k //= 2
    return result


def identity(n: int) -> list[list[int]]:
    return [[1 if i == j else 0 for j in range(n)] for i in range(n)]


def transpose(matrix: list[list[int]]) -> list[list[int]]:
    return [[row[i] for row in matrix] for i in range(len(matrix[0]))]


def transpose_in_place(matrix: list[list[int]]) -> None:
    for i in range(len(matrix)):
        for j in range(i):
            matrix[i][j], matrix[j][i] = matrix[j][i], matrix[i][j]


def rotate_matrix(matrix: list[list[int]]) -> list[list[int]]:
    n = len(matrix)
    return [[matrix[n - 1 - j][i] for j in range(n)] for i in range(n)]


def determinant(m: list[list[int]]) -> int:
    if len(m) == 1:
        return m[0][0]
    total = 0
    for col in range(len(m)):
        minor = [row[:col] + row[col + 1 :] for row in m[1:]]
        total += (-1) ** col * m[0][col] * determinant(minor)
    return total


def spiral_order(matrix: list[list[int]]) -> list[int]:
    result: list[int] = []
    top, bottom = 0, len(matrix) - 1
    left, right = 0, len(matrix[0]) - 1
    while top <= bottom and left <= right:
        for col in range(left, right + 1):
            result.append(matrix[top][col])
        top += 1
        for row in range(top, bottom + 1):
            result.append(matrix[row][right])
        right -= 1
        if top <= bottom:
            for col in range(right, left - 1, -1):
                result.append(matrix[bottom][col])
            bottom -= 1
        if left <= right:
            for row in range(bottom, top - 1, -1):
                result.append(matrix[row][left])
            left += 1
    return result


def _live_neighbours(board: list[list[int]], r: int, c: int) -> int:
    count = 0
    for dr in (-1, 0, 1):
        for dc in (-1, 0, 1):
            if dr == 0 and dc == 0:
                continue
            nr, nc = r + dr, c + dc
            if 0 <= nr < len(board) and 0 <= nc < len(board[0]):
                count += board[nr][nc]
    return count


def game_of_life(board: list[list[int]]) -> list[list[int]]:
    rows, cols = len(board), len(board[0])
    new_board = [[0] * cols for _ in range(rows)]
    for r in range(rows):
        for c in range(cols):
            n = _live_neighbours(board, r, c)
            if n == 3 or (board[r][c] == 1 and n == 2):
                new_board[r][c] = 1
    return new_board


def pascal_triangle(n: int) -> list[list[int]]:
    triangle: list[list[int]] = []
    for i in range(n):
        row = [1] * (i + 1)
        for j in range(1, i):
            row[j] = triangle[i - 1][j - 1] + triangle[i - 1][j]
        triangle.append(row)
    return triangle


def pascal_row(n: int) -> list[int]:
    row = [1]
    for _ in range(n):
        row = [1] + [a + b for a, b in zip(row, row[1:])] + [1]
    return row


def is_magic_square(square: list[list[int]]) -> bool:
    n = len(square)
    total = sum(square[0])
    rows = all(sum(row) == total for row in square)
    cols = all(sum(square[i][j] for i in range(n)) == total for j in range(n))
    diagonal = sum(square[i][i] for i in range(n))
    antidiagonal = sum(square[i][n - 1 - i] for i in range(n))
    return rows and cols and diagonal == antidiagonal == total


def rule_110(cells: list[int], generations: int) -> list[int]:
    for _ in range(generations):
        padded = [0] + cells + [0]
        cells = [
            110 >> (4 * left + 2 * centre + right) & 1
            for left, centre, right in zip(padded, padded[1:], padded[2:])
        ]
    return cells


# --- combinatorics


def _is_safe(queens: list[int], col: int) -> bool:
    row = len(queens)
    for r, c in enumerate(queens):
        if c == col or abs(c - col) == row - r:
            return False
    return True


def _place_queens(n: int, queens: list[int]) -> int:
    if len(queens) == n:
        return 1
    count = 0
    for col in range(n):
        if _is_safe(queens, col):
            queens.append(col)
            count += _place_queens(n, queens)
            queens.pop()
    return count


def n_queens(n: int) -> int:
    """In how many ways n queens stand on a board without attacking each other."""
    queens: list[int] = []
    return _place_queens(n, queens)


def n_queens_functional(n: int, queens: list[int]) -> int:
    if len(queens) == n:
        return 1
    return sum(n_queens_functional(n, queens + [col]) for col in range(n) if _is_safe(queens, col))


def n_queens_bits(n: int, columns: int, left: int, right: int) -> int:
    full = (1 << n) - 1
    if columns == full:
        return 1
    count = 0
    free = full & ~(columns | left | right)
    while free:
        bit = free & -free
        free ^= bit
        count += n_queens_bits(n, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    return count


def permutations(xs: list[int]) -> list[list[int]]:
    if len(xs) <= 1:
        return [xs[:]]
    return [[x] + rest for i, x in enumerate(xs) for rest in permutations(xs[:i] + xs[i + 1 :])]


def _permute(nums: list[int], start: int, out: list[list[int]]) -> None:
    if start == len(nums):
        out.append(nums[:])
        return
    for i in range(start, len(nums)):
        nums[start], nums[i] = nums[i], nums[start]
        _permute(nums, start + 1, out)
        nums[start], nums[i] = nums[i], nums[start]


def permutations_by_swaps(nums: list[int]) -> list[list[int]]:
    out: list[list[int]] = []
    _permute(nums, 0, out)
    return out


def combinations(n: int, k: int) -> list[list[int]]:
    if k == 0:
        return [[]]
    return [c + [last] for last in range(n) for c in combinations(last, k - 1)]


def next_permutation(nums: list[int]) -> None:
    i = len(nums) - 2
    while i >= 0 and nums[i] >= nums[i + 1]:
        i -= 1
    if i >= 0:
        j = len(nums) - 1
        while nums[j] <= nums[i]:
            j -= 1
        nums[i], nums[j] = nums[j], nums[i]
    left, right = i + 1, len(nums) - 1
    while left < right:
        nums[left], nums[right] = nums[right], nums[left]
        left, right = left + 1, right - 1


def binomial(n: int, k: int) -> int:
    if k < 0 or k > n:
        return 0
    result = 1
    for i in range(k):
        result = result * (n - i) // (i + 1)
    return result


def generate_parentheses(n: int) -> list[list[int]]:
    """All balanced sequences of n opening (1) and n closing (-1) brackets."""
    return [
        [1 if mask >> i & 1 else -1 for i in range(2 * n)]
        for mask in range(4**n)
        if _balanced([1 if mask >> i & 1 else -1 for i in range(2 * n)])
    ]


def _balanced(brackets: list[int]) -> bool:
    depth = 0
    for b in brackets:
        depth += b
        if depth < 0:
            return False
    return depth == 0


# --- lists


def reverse_in_place(xs: list[int]) -> None:
    i, j = 0, len(xs) - 1
    while i < j:
        xs[i], xs[j] = xs[j], xs[i]
        i += 1
        j -= 1


def rotate(xs: list[int], k: int) -> list[int]:
    k %= len(xs)
    return xs[-k:] + xs[:-k]


def remove_duplicates(xs: list[int]) -> list[int]:
    seen: list[int] = []
    for x in xs:
        if x not in seen:
            seen.append(x)
    return seen


def remove_duplicates_sorted(nums: list[int]) -> int:
    if not nums:
        return 0
    write = 1
    for read in range(1, len(nums)):
        if nums[read] != nums[read - 1]:
            nums[write] = nums[read]
            write += 1
    return write


def flatten(rows: list[list[int]]) -> list[int]:
    return [x for row in rows for x in row]


def run_lengths(xs: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for x in xs:
        if runs and runs[-1][0] == x:
            runs[-1][1] += 1
        else:
            runs.append([x, 1])
    return runs


def prefix_sums(xs: list[int]) -> list[int]:
    sums = [0]
    for x in xs:
        sums.append(sums[-1] + x)
    return sums


def product_except_self(nums: list[int]) -> list[int]:
    n = len(nums)
    answer = [1] * n
    left = 1
    for i in range(n):
        answer[i] = left
        left *= nums[i]
    right = 1
    for i in range(n - 1, -1, -1):
        answer[i] *= right
        right *= nums[i]
    return answer


def move_zeroes(nums: list[int]) -> None:
    insert_at = 0
    for i in range(len(nums)):
        if nums[i] != 0:
            nums[insert_at], nums[i] = nums[i], nums[insert_at]
            insert_at += 1


def plus_one(digits: list[int]) -> list[int]:
    for i in reversed(range(len(digits))):
        if digits[i] < 9:
            digits[i] += 1
            return digits
        digits[i] = 0
    return [1] + digits


def add_digits(a: list[int], b: list[int]) -> list[int]:
    """Add two numbers given by their decimal digits, least first."""
    result: list[int] = []
    carry = 0
    for i in range(max(len(a), len(b))):
        total = carry
        if i < len(a):
            total += a[i]
        if i < len(b):
            total += b[i]
        carry, digit = divmod(total, 10)
        result.append(digit)
    if carry:
        result.append(carry)
    return result


def dot_product(xs: list[int], ys: list[int]) -> int:
    return sum(x * y for x, y in zip(xs, ys))


def is_sorted(xs: list[int]) -> bool:
    return all(a <= b for a, b in zip(xs, xs[1:]))


def mode(xs: list[int]) -> int:
    return max(xs, key=lambda x: sum(y == x for y in xs))


def argmax(xs: list[int]) -> int:
    best = 0
    for i, x in enumerate(xs):
        if x > xs[best]:
            best = i
    return best


def min_max(xs: list[int]) -> tuple[int, int]:
    low = high = xs[0]
    for x in xs:
        if x < low:
            low = x
        elif x > high:
            high = x
    return low, high


def window_maxima(nums: list[int], k: int) -> list[int]:
    return [max(nums[i : i + k]) for i in range(len(nums) - k + 1)]


def next_greater(nums: list[int]) -> list[int]:
    result = [-1] * len(nums)
    stack: list[int] = []
    for i, num in enumerate(nums):
        while stack and nums[stack[-1]] < num:
            result[stack.pop()] = num
        stack.append(i)
    return result


def largest_rectangle(heights: list[int]) -> int:
    stack: list[int] = []
    best = 0
    for i in range(len(heights) + 1):
        height = heights[i] if i < len(heights) else 0
        while stack and heights[stack[-1]] >= height:
            top = stack.pop()
            width = i if not stack else i - stack[-1] - 1
            best = max(best, heights[top] * width)
        stack.append(i)
    return best


def trap_water(height: list[int]) -> int:
    left, right = 0, len(height) - 1
    left_max = right_max = water = 0
    while left < right:
        if height[left] < height[right]:
            left_max = max(left_max, height[left])
            water += left_max - height[left]
            left += 1
        else:
            right_max = max(right_max, height[right])
            water += right_max - height[right]
            right -= 1
    return water


def valid_brackets(tokens: list[int]) -> bool:
    """Whether brackets match: k opens a bracket of kind k, -k closes it."""
    stack: list[int] = []
    for token in tokens:
        if token > 0:
            stack.append(token)
        elif not stack or stack.pop() != -token:
            return False
    return not stack


def intersect_sorted(a: list[int], b: list[int]) -> list[int]:
    i = j = 0
    out: list[int] = []
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            out.append(a[i])
            i += 1
            j += 1
        elif a[i] < b[j]:
            i += 1
        else:
            j += 1
    return out


def merge_intervals(intervals: list[list[int]]) -> list[list[int]]:
    """Merge overlapping intervals, given in the order of their starts."""
    merged: list[list[int]] = []
    for start, end in intervals:
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def chunks(xs: list[int], size: int) -> list[list[int]]:
    return [xs[i : i + size] for i in range(0, len(xs), size)]


def insert_sorted(xs: list[int], x: int) -> None:
    xs.insert(bisect_left(xs, x), x)


def median(xs: list[int]) -> int:
    ordered = merge_sort(xs)
    return ordered[len(ordered) // 2]


def find_sublist(haystack: list[int], needle: list[int]) -> int:
    for i in range(len(haystack) - len(needle) + 1):
        if haystack[i : i + len(needle)] == needle:
            return i
    return -1


def _failure(pattern: list[int]) -> list[int]:
    table = [0] * len(pattern)
    k = 0
    for i in range(1, len(pattern)):
        while k > 0 and pattern[k] != pattern[i]:
            k = table[k - 1]
        if pattern[k] == pattern[i]:
            k += 1
        table[i] = k
    return table


def kmp_search(text: list[int], pattern: list[int]) -> int:
    table = _failure(pattern)
    k = 0
    for i, symbol in enumerate(text):
        while k and pattern[k] != symbol:
            k = table[k - 1]
        if pattern[k] == symbol:
            k += 1
        if k == len(pattern):
            return i - k + 1
    return -1


def horner(coefficients: list[int], x: int) -> int:
    result = 0
    for c in reversed(coefficients):
        result = result * x + c
    return result


def polynomial_product(p: list[int], q: list[int]) -> list[int]:
    result = [0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] += a * b
    return result


# --- an else of a loop in a loop with an else


def first_row_without(g: list[list[int]], x: int) -> int:
    """The first row that does not hold x."""
    for i in range(len(g)):
        for y in g[i]:
            if y == x:
                break
        else:
            break
    else:
        return -1
    return i


def first_row_with(g: list[list[int]], x: int) -> int:
    """The first row that holds x."""
    i = 0
    while i < len(g):
        for y in g[i]:
            if y == x:
                break
        else:
            i += 1
            continue
        break
    else:
        return -1
    return i


# --- chance


def shuffle(xs: list[int]) -> None:
    """Fisher and Yates."""
    for i in range(len(xs) - 1, 0, -1):
        j = randrange(i + 1)
        xs[i], xs[j] = xs[j], xs[i]


def random_walk(steps: int) -> int:
    position = 0
    for _ in range(steps):
        position += 1 if randrange(2) == 0 else -1
    return position


def quicksort_random(xs: list[int]) -> list[int]:
    if len(xs) < 2:
        return xs
    pivot = xs[randrange(len(xs))]
    return (
        quicksort_random([x for x in xs if x < pivot])
        + [x for x in xs if x == pivot]
        + quicksort_random([x for x in xs if x > pivot])
    )

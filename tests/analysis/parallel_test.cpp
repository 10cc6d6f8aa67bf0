// SPDX-License-Identifier: Apache-2.0
#include "analysis/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

namespace sanvat::analysis::parallel_test {
namespace {

TEST(Parallel, DoesEachShareOnceOnAnyNumberOfThreads) {
    for (const unsigned threads : {1U, 2U, 5U, 200U}) {
        std::vector<int> done(100);
        for_each_in_parallel(done.size(), threads, [&done](std::size_t i) { ++done[i]; });
        EXPECT_EQ(done, std::vector<int>(100, 1)) << threads << " threads";
    }
    for_each_in_parallel(0, 3, [](std::size_t /*i*/) { FAIL() << "there is nothing to do"; });
}

TEST(Parallel, WhatAShareThrowsComesOutAndEndsTheWork) {
    for (const unsigned threads : {1U, 4U}) {
        std::atomic<int> begun = 0;
        std::string thrown;
        try {
            for_each_in_parallel(1'000'000, threads, [&begun](std::size_t i) {
                ++begun;
                if (i >= 10) throw std::runtime_error("share " + std::to_string(i));
            });
        } catch (const std::runtime_error& error) {
            thrown = error.what();
        }
        EXPECT_EQ(thrown, "share 10") << "the lowest: shares are begun in order";
        EXPECT_LE(begun, 10 + static_cast<int>(threads));
    }
}

TEST(Parallel, ThreadsAreThoseAskedForOrOneACore) {
    EXPECT_EQ(thread_count(3), 3U);
    EXPECT_GE(thread_count(0), 1U);
}

}  // namespace
}  // namespace sanvat::analysis::parallel_test

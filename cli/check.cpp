// SPDX-License-Identifier: Apache-2.0
#include "analysis/check.hpp"

#include <iostream>

#include "cli/commands.hpp"
#include "cli/options.hpp"

namespace sanvat::cli {

void add_check(CLI::App& app) {
    CLI::App* command = app.add_subcommand("check", "List what deserves a look in a store; nothing is changed");
    const auto store = std::make_shared<StoreOptions>(*command);
    command->callback([store] {
        const auto findings = analysis::check(*store->open());
        for (const auto& finding : findings) {
            std::cout << finding.rule << ": " << finding.table << " " << finding.record << ": " << finding.message
                      << "; " << finding.remedy << '\n';
        }
        std::cerr << findings.size() << (findings.size() == 1 ? " finding\n" : " findings\n");
    });
}

}  // namespace sanvat::cli

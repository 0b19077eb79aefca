// Owns the menu of words behind "Việc khác". Refuses hover, sub-menus and more than words.
import { Ellipsis, type LucideIcon } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { ReactNode } from "react";
import { Icon } from "./Icon";

export interface MoreItem {
  id: string;
  words: string;
  icon?: LucideIcon;
  stop?: boolean;
  off?: boolean;
  act: () => void;
}

interface Props {
  items: MoreItem[];
  children: ReactNode;
  look?: "plain" | "bare" | "soft";
  icon?: LucideIcon;
  after?: LucideIcon;
  testId?: string;
}

export function More({ items, children, look = "bare", icon = Ellipsis, after, testId }: Props) {
  return (
    <MenuTrigger>
      <Button className={`btn ${look === "plain" ? "" : look}`} {...(testId ? { "data-testid": testId } : {})}>
        {after ? null : <Icon of={icon} />}
        <span>{children}</span>
        {after ? <Icon of={after} /> : null}
      </Button>
      <Popover className="menu" placement="bottom end">
        <Menu
          disabledKeys={items.filter((item) => item.off).map((item) => item.id)}
          onAction={(key) => items.find((item) => item.id === key)?.act()}
        >
          {items.map((item) => (
            <MenuItem key={item.id} id={item.id} textValue={item.words} className={item.stop ? "stop" : ""} data-testid={`menu-${item.id}`}>
              {item.icon ? <Icon of={item.icon} /> : null}
              <span>{item.words}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
